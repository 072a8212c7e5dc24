// Written by `npm run api` from the OpenAPI document of the hub. Do not change it by hand.

export interface paths {
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the alerts that are in use and how they stand. Those with problems are at `/api/v1/items/alert`. */
        get: operations["get_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a notice of kind `test` through the actions of an alert, and tells what became of each. */
        post: operations["post_alerts_by_name_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/allergies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an allergy. */
        get: operations["get_allergies_by_id"];
        /** Replaces what is said of an allergy. */
        put: operations["put_allergies_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/allergies/{id}/entered-in-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that it should never have been there; this is final. It stays readable and counts for nothing. */
        post: operations["post_allergies_by_id_entered_in_error"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/allergies/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists its versions, newest first: who wrote what, and when. */
        get: operations["get_allergies_by_id_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists appointments in the order of time. */
        get: operations["get_appointments"];
        put?: never;
        /**
         * Books an appointment.
         * @description It must lie in the provider's schedule, and nothing that it needs may be taken. The same `Idempotency-Key` again gets the first reply.
         */
        post: operations["post_appointments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an appointment; `ETag` is its version. */
        get: operations["get_appointments_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an appointment as iCalendar. Nothing of the patient is in it. */
        get: operations["get_appointments_by_id_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels it with a reason and gives the time free; with a patient who has checked in it needs `appointments:override`. */
        post: operations["post_appointments_by_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}/check-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that the patient is here. */
        post: operations["post_appointments_by_id_check_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that it is over. */
        post: operations["post_appointments_by_id_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that the patient has said to come. */
        post: operations["post_appointments_by_id_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}/no-show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that the patient did not come, some minutes after the beginning. */
        post: operations["post_appointments_by_id_no_show"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the reminders of an appointment, those of times before it was moved among them. */
        get: operations["get_appointments_by_id_reminders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves it; it keeps its id and number and is to be confirmed again. */
        post: operations["post_appointments_by_id_reschedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appointments/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that it goes on. */
        post: operations["post_appointments_by_id_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Searches the audit log, latest first. */
        get: operations["get_audit_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives entries as lines of JSON, latest first, however many there are. */
        get: operations["get_audit_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checks the chain of the audit log from end to end. */
        get: operations["get_audit_verification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in.
         * @description A wrong name and a wrong password get the same answer in the same time. After five failures each further try has to wait, up to a
         *     minute; `Retry-After` says how long. Status 202 asks for a second step.
         */
        post: operations["post_auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to set up a second factor while signing in, because a role requires one. */
        post: operations["post_auth_login_enrol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/enrol/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the second factor in use that was set up while signing in, and signs in. */
        post: operations["post_auth_login_enrol_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in by a code of the authenticator or a recovery code.
         * @description Each code works once. Five wrong ones end the challenge, and the next have to wait, up to five minutes.
         */
        post: operations["post_auth_login_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a sign-in. The access token lives on until it expires, 15 minutes at the most. */
        post: operations["post_auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who is signed in and what is permitted. */
        get: operations["get_auth_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes the own password and ends every other sign-in. */
        put: operations["put_auth_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Trades a refresh token for new tokens. It works once; used again, it ends the sign-in. */
        post: operations["post_auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how the own second factor stands. */
        get: operations["get_auth_second_factor"];
        put?: never;
        /** Makes a key for an authenticator; it counts when a code of it was confirmed. */
        post: operations["post_auth_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the authenticator in use and gives ten recovery codes. */
        post: operations["post_auth_second_factor_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes ten new recovery codes; those so far are worth nothing. */
        post: operations["post_auth_second_factor_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the own second factor away, unless a role requires one. */
        post: operations["post_auth_second_factor_remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the sign-ins of who asks, latest first, at most 200. */
        get: operations["get_auth_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one sign-in of who asks; its tokens are refused from now on. */
        delete: operations["delete_auth_sessions_by_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/end-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends every sign-in of who asks but the one that asks. */
        post: operations["post_auth_sessions_end_others"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns the whole tree as a zip file. Secrets in it stay sealed with this hub's key, which is not in it. */
        get: operations["get_backup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/beds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists beds. */
        get: operations["get_beds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/beds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a bed; `ETag` is its version. */
        get: operations["get_beds_by_id"];
        /** Changes what a bed has; its state stays. */
        put: operations["put_beds_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/beds/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the patient of an encounter in progress into a bed that is available, or reserved for it. */
        post: operations["post_beds_by_id_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/beds/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what became of a bed, oldest first. */
        get: operations["get_beds_by_id_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/beds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the patient out of a bed, which is to be cleaned then. The encounter goes on. */
        post: operations["post_beds_by_id_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/beds/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reserves a bed for an encounter, makes it available after cleaning, or takes it out of use (needs `beds:manage`). */
        post: operations["post_beds_by_id_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/beds/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings the patient of this bed to another one; gives the other bed. */
        post: operations["post_beds_by_id_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists accounts, oldest first. */
        get: operations["get_billing_accounts"];
        put?: never;
        /** Opens an account; the one that is open for the patient, facility and currency is given back. */
        post: operations["post_billing_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an account; `ETag` is its version. */
        get: operations["get_billing_accounts_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/accounts/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what is open on an account and what credit it has, from the ledger. */
        get: operations["get_billing_accounts_by_id_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/accounts/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes an account of which nothing is open; the next charge opens another. */
        post: operations["post_billing_accounts_by_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/accounts/{id}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the statements of an account, oldest first. */
        get: operations["get_billing_accounts_by_id_statements"];
        put?: never;
        /** Makes and keeps a statement: opening balance, what happened, closing balance. */
        post: operations["post_billing_accounts_by_id_statements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists adjustments, oldest first. */
        get: operations["get_billing_adjustments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/adjustments/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to an adjustment as the second person. */
        post: operations["post_billing_adjustments_by_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/adjustments/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does not agree to an adjustment. */
        post: operations["post_billing_adjustments_by_id_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists charges, oldest first. */
        get: operations["get_billing_charges"];
        put?: never;
        /** Charges something by hand; without a price it waits as `unpriced`. */
        post: operations["post_billing_charges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/charges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a charge; `ETag` is its version. */
        get: operations["get_billing_charges_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/charges/{id}/price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prices a charge that had no price by the lists that there are now. */
        post: operations["post_billing_charges_by_id_price"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/charges/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a charge back that is on no invoice. */
        post: operations["post_billing_charges_by_id_void"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists claims, oldest first. */
        get: operations["get_billing_claims"];
        put?: never;
        /** Drafts a claim for an issued invoice: of each line the share that the policy covers. */
        post: operations["post_billing_claims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/claims/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a claim; `ETag` is its version. */
        get: operations["get_billing_claims_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/claims/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that the insurer has taken a claim. */
        post: operations["post_billing_claims_by_id_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/claims/{id}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the insurer to look again. */
        post: operations["post_billing_claims_by_id_appeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/claims/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a claim: nothing more is to come. */
        post: operations["post_billing_claims_by_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/claims/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that the insurer does not pay. */
        post: operations["post_billing_claims_by_id_deny"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/claims/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an insurer's remittance, once: the payment goes to the claim's invoice. */
        post: operations["post_billing_claims_by_id_payments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/claims/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that the insurer did not take a claim. */
        post: operations["post_billing_claims_by_id_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/claims/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that a claim went to the insurer, for the first time or again after a rejection. */
        post: operations["post_billing_claims_by_id_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists invoices, oldest first. */
        get: operations["get_billing_invoices"];
        put?: never;
        /** Drafts an invoice of charges that are pending; the totals are computed here. */
        post: operations["post_billing_invoices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/invoices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an invoice; `ETag` is its version. */
        get: operations["get_billing_invoices_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/invoices/{id}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adjusts an issued invoice. Above the facility's limit it waits for a second person. */
        post: operations["post_billing_invoices_by_id_adjustments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/invoices/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives up a draft; its charges are pending again. */
        post: operations["post_billing_invoices_by_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/invoices/{id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues a draft: it gets the facility's next number, goes into the books, and stays. */
        post: operations["post_billing_invoices_by_id_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/invoices/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back an issued invoice of which nothing is paid or adjusted; its charges are pending again. */
        post: operations["post_billing_invoices_by_id_void"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists payments, oldest first. */
        get: operations["get_billing_payments"];
        put?: never;
        /** Posts money that a cashier takes. What is more than is open stays on the account as credit. */
        post: operations["post_billing_payments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a payment; `ETag` is its version. */
        get: operations["get_billing_payments_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/payments/{id}/allocate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Allocates what is free of a payment to invoices. */
        post: operations["post_billing_payments_by_id_allocate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/payments/{id}/allocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists for which invoices a payment is. */
        get: operations["get_billing_payments_by_id_allocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/payments/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refunds what is free of a payment. Above the facility's limit it waits for a second person. */
        post: operations["post_billing_payments_by_id_refunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/payments/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reverses a payment, once: what it paid is open again. */
        post: operations["post_billing_payments_by_id_reverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's insurance. */
        get: operations["get_billing_policies"];
        put?: never;
        /** Notes an insurance of a patient. */
        post: operations["post_billing_policies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a policy; `ETag` is its version. */
        get: operations["get_billing_policies_by_id"];
        /** Changes a policy; claims that were drafted keep what they say. */
        put: operations["put_billing_policies_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/price-items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a price; what was charged before keeps the price it had. */
        put: operations["put_billing_price_items_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/price-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists price lists. */
        get: operations["get_billing_price_lists"];
        put?: never;
        /** Makes a price list. */
        post: operations["post_billing_price_lists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/price-lists/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a price list; `ETag` is its version. */
        get: operations["get_billing_price_lists_by_id"];
        /** Changes name and days of a price list; facility and currency stay. */
        put: operations["put_billing_price_lists_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/price-lists/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the prices of a list. */
        get: operations["get_billing_price_lists_by_id_items"];
        put?: never;
        /** Adds a price. No list has two of one category and code on one day. */
        post: operations["post_billing_price_lists_by_id_items"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists refunds, oldest first. */
        get: operations["get_billing_refunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/refunds/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to a refund as the second person; the money is given back. */
        post: operations["post_billing_refunds_by_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/refunds/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does not agree to a refund; what was kept for it is free again. */
        post: operations["post_billing_refunds_by_id_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/refunds/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reverses a refund that did not arrive, once: the money is credit of the account again. */
        post: operations["post_billing_refunds_by_id_reverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/reports/aging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sums what is open in a facility by how long it has been due today. */
        get: operations["get_billing_reports_aging"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/reports/cash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sums what each cashier took and gave back on a day, by method. */
        get: operations["get_billing_reports_cash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/statements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a statement as it was made. */
        get: operations["get_billing_statements_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cds/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists alerts, newest first. */
        get: operations["get_cds_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cds/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an alert. */
        get: operations["get_cds_alerts_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cds/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that somebody has seen an alert. A blocking one cannot be acknowledged. */
        post: operations["post_cds_alerts_by_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cds/alerts/{id}/override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that somebody orders in spite of an alert, and why. */
        post: operations["post_cds_alerts_by_id_override"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cds/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks medication, and keeps nothing: for while somebody is still writing the order. */
        post: operations["post_cds_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cds/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells the version of the shipped facts and how many of them nobody signed. */
        get: operations["get_cds_facts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cds/facts/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists facts of a kind by their ids. */
        get: operations["get_cds_facts_by_kind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cds/facts/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a fact. */
        get: operations["get_cds_facts_by_kind_by_id"];
        /** Puts a fact of this site in place of the one with this id, or adds one. */
        put: operations["put_cds_facts_by_kind_by_id"];
        post?: never;
        /** Removes this site's fact. The shipped one with this id, if there is one, counts again and is the answer. */
        delete: operations["delete_cds_facts_by_kind_by_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cds/facts/{kind}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs the shipped facts of a kind: from then on they do not count as unreviewed. It holds for this version of them. */
        post: operations["post_cds_facts_by_kind_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the channels: those in the folder, also when they are not valid, and those that are deployed. */
        get: operations["get_channels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one channel. */
        get: operations["get_channels_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/cases/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs the cases of a channel: the message of each goes through the channel, and what every destination would be sent and the
         *     reply are compared with what is expected. Nothing is sent, opened or kept. To save a case, save its files with the channel's:
         *     `cases/NAME/in.hl7` and what is in `actual`.
         */
        post: operations["post_channels_by_id_cases_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/deploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deploys a channel from its folder, in place of what is deployed of it. */
        post: operations["post_channels_by_id_deploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/destinations/{destination}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a destination no more messages; they wait in its queue. After the next start of its channel it goes on. */
        post: operations["post_channels_by_id_destinations_by_destination_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/destinations/{destination}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a destination that was paused its messages again. */
        post: operations["post_channels_by_id_destinations_by_destination_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/destinations/{destination}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries the messages of a destination that wait for their next attempt now. */
        post: operations["post_channels_by_id_destinations_by_destination_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns a channel and the libraries that it names as a zip file. */
        get: operations["get_channels_by_id_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a channel's messages, newest first, without contents. A search stops after 10 seconds and says where. */
        get: operations["get_channels_by_id_messages"];
        put?: never;
        /**
         * Takes a message into a channel as if its source had received it, and waits for the reply as a sender would. The channel
         *     must be started or paused.
         */
        post: operations["post_channels_by_id_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/messages/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exports messages of a channel, the oldest first; at most the newest 1,000,000 of those that match. A reply that breaks off is
         *     not whole.
         */
        get: operations["get_channels_by_id_messages_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses a channel: it receives nothing and goes on delivering. */
        post: operations["post_channels_by_id_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how long the queues of a channel's enabled destinations are. */
        get: operations["get_channels_by_id_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a channel. */
        post: operations["post_channels_by_id_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the messages of a channel. */
        get: operations["get_channels_by_id_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/statistics/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins the count of `statistics?since_reset=true` anew; the count since the first deployment goes on. */
        post: operations["post_channels_by_id_statistics_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a channel; what is queued waits. */
        post: operations["post_channels_by_id_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs a message through a channel and tells what each stage, rule and step did: what changed from what to what, in the message
         *     and in the maps, log lines, times, and the text after each stage. No connector is opened, nothing is kept, and the shared
         *     maps are copies. At most 5,000 events; texts of at most 64 KiB.
         */
        post: operations["post_channels_by_id_trace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/undeploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops a channel and takes it out; its messages stay. Refused when a deployed channel depends on it, unless that is to
         *     go too.
         */
        post: operations["post_channels_by_id_undeploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conditions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a condition or diagnosis. */
        get: operations["get_conditions_by_id"];
        /** Replaces what is said of a condition or diagnosis. */
        put: operations["put_conditions_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conditions/{id}/entered-in-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that it should never have been there; this is final. It stays readable and counts for nothing. */
        post: operations["post_conditions_by_id_entered_in_error"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conditions/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists its versions, newest first: who wrote what, and when. */
        get: operations["get_conditions_by_id_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the values by name. */
        get: operations["get_configuration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a value. Channels see it at once. */
        put: operations["put_configuration_by_name"];
        post?: never;
        /** Removes a value. */
        delete: operations["delete_configuration_by_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the connections that connectors share, as they are in use. The files are the items of kind `connection`. */
        get: operations["get_connections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the kinds of connectors with the schemas of their settings. */
        get: operations["get_connectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connectors/{kind}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries a destination's settings as a real message would, without sending one: name, address, connection, TLS, sign-in. A
         *     destination that waits for its receiver to connect is tried for a free address, so its channel must be stopped.
         */
        post: operations["post_connectors_by_kind_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encounters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an encounter with its places. */
        get: operations["get_encounters_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists events, newest first. */
        get: operations["get_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns all events that the filter finds, newest first, one JSON line each (NDJSON). */
        get: operations["get_events_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists facilities. */
        get: operations["get_facilities"];
        put?: never;
        /** Makes a facility. */
        post: operations["post_facilities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a facility; `ETag` is its version. */
        get: operations["get_facilities_by_id"];
        /** Takes everything that is told in place of what was told before. */
        put: operations["put_facilities_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities/{id}/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the departments of a facility. */
        get: operations["get_facilities_by_id_departments"];
        put?: never;
        /** Makes a department in a facility. */
        post: operations["post_facilities_by_id_departments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities/{id}/occupancy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how full the wards of a facility are. */
        get: operations["get_facilities_by_id_occupancy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities/{id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives what a facility has settled; version 0 are the default ones. */
        get: operations["get_facilities_by_id_settings"];
        /** Settles everything anew; what is not told is the default. */
        put: operations["put_facilities_by_id_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities/{id}/wards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the wards of a facility. */
        get: operations["get_facilities_by_id_wards"];
        put?: never;
        /** Makes a ward in a facility. */
        post: operations["post_facilities_by_id_wards"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/formats/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turns a message into another format, as the step `convert` does: HL7 v2 into its XML or JSON and back, FHIR between JSON and
         *     XML, XML and JSON into each other, X12 into JSON. Nothing is kept.
         */
        post: operations["post_formats_convert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/formats/describe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lists the places of a message: groups, segments, fields and components with their paths, values, names and data types, and
         *     what codes mean, by the version of the message; the members, elements and attributes of JSON and XML. Nothing is kept.
         */
        post: operations["post_formats_describe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/free-slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists times that can be booked: in the provider's schedule, not taken, not over. */
        get: operations["get_free_slots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/high-alert-drugs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the drugs that need a second person to give them. */
        get: operations["get_high_alert_drugs"];
        /** Puts a drug on the list. It counts for prescriptions written from then on whose drug has this name in its name. */
        put: operations["put_high_alert_drugs"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/high-alert-drugs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a drug from the list. */
        delete: operations["delete_high_alert_drugs_by_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/immunizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an immunisation. */
        get: operations["get_immunizations_by_id"];
        /** Replaces what is said of an immunisation. */
        put: operations["put_immunizations_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/immunizations/{id}/entered-in-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that it should never have been there; this is final. It stays readable and counts for nothing. */
        post: operations["post_immunizations_by_id_entered_in_error"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/immunizations/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists its versions, newest first: who wrote what, and when. */
        get: operations["get_immunizations_by_id_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in a zip file as `export` makes it: channels, libraries, lookup tables, scripts, alerts. Nothing is taken in when
         *     an item is there and differs, unless it is to be overwritten.
         */
        post: operations["post_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Corrects the books; of a controlled drug only before a witness. */
        post: operations["post_inventory_adjustments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists alerts, oldest first. */
        get: operations["get_inventory_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an alert; `ETag` is its version. */
        get: operations["get_inventory_alerts_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that somebody has looked at it. */
        post: operations["post_inventory_alerts_by_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that it is settled; when it is so again, it is told of again. */
        post: operations["post_inventory_alerts_by_id_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists batches, oldest first. */
        get: operations["get_inventory_batches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a batch; `ETag` is its version. */
        get: operations["get_inventory_batches_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/batches/{id}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets nobody use a batch until somebody has decided. What is kept back of it is given free. */
        post: operations["post_inventory_batches_by_id_quarantine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/batches/{id}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Recalls a batch for good. What is kept back of it is given free; its recipients are who has to be told. */
        post: operations["post_inventory_batches_by_id_recall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/batches/{id}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who was given some of a batch and did not give it back, oldest first. */
        get: operations["get_inventory_batches_by_id_recipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/batches/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a batch be used again. */
        post: operations["post_inventory_batches_by_id_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands out what expires first. What is expired, recalled, in quarantine or kept back for somebody is never taken. */
        post: operations["post_inventory_issues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists items, oldest first. */
        get: operations["get_inventory_items"];
        put?: never;
        /** Adds an item. */
        post: operations["post_inventory_items"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an item; `ETag` is its version. */
        get: operations["get_inventory_items_by_id"];
        /** Changes an item. Where its stock is low by the new reorder level is told at once. */
        put: operations["put_inventory_items_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/items/{id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how much of an item a facility has, and how much of that can be issued. */
        get: operations["get_inventory_items_by_id_availability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists places, oldest first. */
        get: operations["get_inventory_locations"];
        put?: never;
        /** Adds a place. */
        post: operations["post_inventory_locations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/locations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a place; `ETag` is its version. */
        get: operations["get_inventory_locations_by_id"];
        /** Changes a place; it stays in its facility. */
        put: operations["put_inventory_locations_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/purchase-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists orders, oldest first. */
        get: operations["get_inventory_purchase_orders"];
        put?: never;
        /** Writes an order. It goes out when another person has agreed. */
        post: operations["post_inventory_purchase_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/purchase-orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an order; `ETag` is its version. */
        get: operations["get_inventory_purchase_orders_by_id"];
        /** Changes a draft. */
        put: operations["put_inventory_purchase_orders_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/purchase-orders/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to an order that somebody else wrote. */
        post: operations["post_inventory_purchase_orders_by_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/purchase-orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an order; what came of it stays. */
        post: operations["post_inventory_purchase_orders_by_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/purchase-orders/{id}/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that the supplier has the order. */
        post: operations["post_inventory_purchase_orders_by_id_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/purchase-orders/{id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in what came of an order: one lot of one item at a time, at most what is still to come. */
        post: operations["post_inventory_purchase_orders_by_id_receipts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists how much of each batch is in each place. */
        get: operations["get_inventory_stock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/suppliers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists suppliers, oldest first. */
        get: operations["get_inventory_suppliers"];
        put?: never;
        /** Adds a supplier. */
        post: operations["post_inventory_suppliers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/suppliers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a supplier; `ETag` is its version. */
        get: operations["get_inventory_suppliers_by_id"];
        /** Changes a supplier. */
        put: operations["put_inventory_suppliers_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings some of a batch to another place. What may not be used can be brought into quarantine only. */
        post: operations["post_inventory_transfers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the items of a kind: `channel`, `library`, `lookup`, `script`, `alert` or `configuration`. */
        get: operations["get_items_by_kind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{kind}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns an item with its files. Its ETag is what a change must name. */
        get: operations["get_items_by_kind_by_name"];
        /**
         * Saves an item: all of its files from now on. Needs `If-Match` with the ETag of what was changed, or `If-None-Match: *`
         *     for a new item. When somebody else, or the folder, changed it meanwhile, nothing is saved and the answer has all three
         *     sides.
         */
        put: operations["put_items_by_kind_by_name"];
        post?: never;
        /** Deletes an item; its history stays. Needs `If-Match`. A deployed channel must be undeployed first. */
        delete: operations["delete_items_by_kind_by_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{kind}/{name}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compares two revisions of an item, file by file. */
        get: operations["get_items_by_kind_by_name_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{kind}/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an old state the current one, as a new revision. */
        post: operations["post_items_by_kind_by_name_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{kind}/{name}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the revisions of an item, newest first; also of one that was deleted. */
        get: operations["get_items_by_kind_by_name_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/items/{kind}/{name}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells what would be wrong with files, and keeps nothing. */
        post: operations["post_items_by_kind_by_name_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/critical-results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists critical results, oldest first. */
        get: operations["get_lab_critical_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/critical-results/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a critical result with who was called; `ETag` is its version. */
        get: operations["get_lab_critical_results_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/critical-results/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Acknowledges as the one who is signed in, by the value as it is read. */
        post: operations["post_lab_critical_results_by_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/critical-results/{id}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that somebody was called. Who was reached reads the value back; then it is acknowledged. */
        post: operations["post_lab_critical_results_by_id_calls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/order-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Places, changes or cancels an order (HL7 v2.5.1 chapter 4), or several, all or none.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing.
         */
        post: operations["post_lab_order_requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's orders, newest first. */
        get: operations["get_lab_orders"];
        put?: never;
        /** Orders tests and panels of the catalogue for a patient. */
        post: operations["post_lab_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an order. */
        get: operations["get_lab_orders_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an order up that is not completed; again is no error. */
        post: operations["post_lab_orders_by_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/orders/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the results of an order, oldest first.
         * @description What was entered here and is not verified is given to those only who may enter results.
         */
        get: operations["get_lab_orders_by_id_results"];
        put?: never;
        /**
         * Enters results of an order, all or none; unit, range of normal, flags and delta check come from the catalogue.
         * @description They are preliminary until they are verified. What was entered before and is not verified is replaced, and kept in `former`.
         */
        post: operations["post_lab_orders_by_id_results"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/panels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists panels, oldest first. */
        get: operations["get_lab_panels"];
        put?: never;
        /** Adds a panel. */
        post: operations["post_lab_panels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/panels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a panel; `ETag` is its version. */
        get: operations["get_lab_panels_by_id"];
        /** Changes a panel; orders that were placed before stay as they are. */
        put: operations["put_lab_panels_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/result-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Files a report, one OBR with its OBX (HL7 v2.5.1 chapter 7), or a list of them, all or none.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing. A final result that changes is marked as corrected and the
         *     former one is kept.
         */
        post: operations["post_lab_result_reports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/result-verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verifies results, all or none; from then on everybody sees them.
         * @description Critical ones, and those that differ much from the last, are verified by another person than the one who entered them.
         */
        post: operations["post_lab_result_verifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists a patient's results with flags and units, newest first.
         * @description What was entered here and is not verified is given to those only who may enter results.
         */
        get: operations["get_lab_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/results/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives a result with what it was before it was corrected.
         * @description What was entered here and is not verified is given to those only who may enter results.
         */
        get: operations["get_lab_results_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/results/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Corrects a verified result that was entered here; the former one is kept with who corrected it and why. */
        post: operations["post_lab_results_by_id_corrections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/specimens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists specimens, oldest first. */
        get: operations["get_lab_specimens"];
        put?: never;
        /**
         * Notes a specimen that was taken, and gives it a label.
         * @description With the number on the patient's wristband it is made sure whose it is.
         */
        post: operations["post_lab_specimens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/specimens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a specimen with who had it; `ETag` is its version. */
        get: operations["get_lab_specimens_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/specimens/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes what is done with a specimen: sent, received or rejected, examined, stored, discarded. */
        post: operations["post_lab_specimens_by_id_actions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the tests of the catalogue, oldest first. */
        get: operations["get_lab_tests"];
        put?: never;
        /** Adds a test. */
        post: operations["post_lab_tests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/tests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a test; `ETag` is its version. */
        get: operations["get_lab_tests_by_id"];
        /** Changes a test; results that were entered before stay as they are. */
        put: operations["put_lab_tests_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/worklists/collection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the orders for which a specimen is to be collected, the most urgent and oldest first. */
        get: operations["get_lab_worklists_collection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lab/worklists/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was entered and is to be verified, the most urgent and oldest first. */
        get: operations["get_lab_worklists_verification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/libraries/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs the tests of a library as it is in the folder, and tells what became of each. */
        post: operations["post_libraries_by_name_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the record of a patient's doses in the order of time: upcoming, due, overdue and noted. */
        get: operations["get_mar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the messages of all channels, newest first, without contents. A search stops after 10 seconds and says where. */
        get: operations["get_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns one message with all that is kept of it, and where it comes from. */
        get: operations["get_messages_by_id"];
        put?: never;
        post?: never;
        /** Removes a message with all that is kept of it, also when it waits for delivery. */
        delete: operations["delete_messages_by_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/attachments/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns an attachment's bytes, of at most 256 MiB, to be saved and not to be shown by the browser. */
        get: operations["get_messages_by_id_attachments_by_number"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/destinations/{destination}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delivers a message again to one destination, with the content of that time. It is marked as a possible duplicate where the
         *     destination has had it.
         */
        post: operations["post_messages_by_id_destinations_by_destination_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a message in once more, with the scripts of now, as a new message that tells where it comes from. */
        post: operations["post_messages_by_id_reprocess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exports messages of all channels, the oldest first; at most the newest 1,000,000 of those that match. A reply that breaks off
         *     is not whole.
         */
        get: operations["get_messages_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports messages: a line of JSON each, as export writes them. Each gets a new number and the statuses that it had; what was
         *     queued is delivered when its channel runs. The reply has a line of JSON for each line, and begins before the request
         *     ends. A line may have 256 MiB.
         */
        post: operations["post_messages_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Removes many messages. At most 10,000 a call; `n_left` tells how many are left. */
        post: operations["post_messages_remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes many messages in once more, the oldest first. At most 10,000 a call; `n_left` tells how many are left. */
        post: operations["post_messages_reprocess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delivers many messages again, the oldest first. At most 10,000 a call; `n_left` tells how many are left. */
        post: operations["post_messages_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a note; a draft to its author only. */
        get: operations["get_notes_by_id"];
        /** Saves a draft as it is now, as often as the author's screen likes. With `If-Match` a second window cannot overwrite the first. */
        put: operations["put_notes_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/{id}/addenda": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds to a signed note, dated and with a name. */
        post: operations["post_notes_by_id_addenda"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/{id}/amend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the text of one's own signed note, with a reason; the text before stays among the versions. */
        post: operations["post_notes_by_id_amend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/{id}/entered-in-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that one's own note should never have been there; a draft is discarded by it. */
        post: operations["post_notes_by_id_entered_in_error"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs a draft: everybody sees it, and nobody changes its text any more. */
        post: operations["post_notes_by_id_sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notes/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the signed versions of a note, newest first. */
        get: operations["get_notes_by_id_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/deploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deploys channels, each after those that it depends on. What fails for one keeps no other from being deployed, but those
         *     that depend on it.
         */
        post: operations["post_operations_deploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses deployed channels: they receive nothing and go on delivering. */
        post: operations["post_operations_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts deployed channels, each after those that it depends on. */
        post: operations["post_operations_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops deployed channels, each before those that it depends on; what is queued waits. */
        post: operations["post_operations_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/undeploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes channels out, each before those that it depends on; their messages stay. Refused when a deployed channel depends
         *     on one of them, unless it is to go too.
         */
        post: operations["post_operations_undeploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds patients by number or name. */
        get: operations["get_patients"];
        put?: never;
        /**
         * Registers a patient by hand.
         * @description Refused with `probable-duplicates` while there are records that are probably of the same person: their ids and points are under
         *     `problems`, and `POST /api/v1/patients/duplicates` shows them.
         */
        post: operations["post_patients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a patient; a merged record shows which one replaced it. */
        get: operations["get_patients_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/allergies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's allergies and intolerances, newest first, those that do not count any more among them. */
        get: operations["get_patients_by_id_allergies"];
        put?: never;
        /**
         * Records an allergy or intolerance; it ends a statement that there are none.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing.
         */
        post: operations["post_patients_by_id_allergies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/allergies/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells what counts now: active allergies that are not refuted, and whether anybody has asked at all.
         * @description `unknown` is not `none-known`: nobody may take the first for the second.
         */
        get: operations["get_patients_by_id_allergies_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/allergy-statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists statements that no allergies are known, newest first, ended ones among them. */
        get: operations["get_patients_by_id_allergy_statements"];
        put?: never;
        /**
         * States that no allergies are known; refused while one is.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing.
         */
        post: operations["post_patients_by_id_allergy_statements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's conditions and diagnoses, newest first, of one encounter where given. */
        get: operations["get_patients_by_id_conditions"];
        put?: never;
        /**
         * Records a condition or diagnosis.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing.
         */
        post: operations["post_patients_by_id_conditions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds records that may be of the same person as a record. */
        get: operations["get_patients_by_id_duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/encounters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's encounters, newest first; for a merged record those of the survivor. */
        get: operations["get_patients_by_id_encounters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives all ids of the person that an id stands for, before and after merges. */
        get: operations["get_patients_by_id_ids"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/immunizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's immunisations, newest first, of one encounter where given. */
        get: operations["get_patients_by_id_immunizations"];
        put?: never;
        /**
         * Records an immunisation.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing.
         */
        post: operations["post_patients_by_id_immunizations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merges another record into this one; numbers and encounters move, the other record stays readable and names this one. */
        post: operations["post_patients_by_id_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's notes, newest first: signed ones, and one's own drafts. */
        get: operations["get_patients_by_id_notes"];
        put?: never;
        /**
         * Begins a draft, which its author alone sees.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing.
         */
        post: operations["post_patients_by_id_notes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/procedures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's procedures, newest first, of one encounter where given. */
        get: operations["get_patients_by_id_procedures"];
        put?: never;
        /**
         * Records a procedure.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing.
         */
        post: operations["post_patients_by_id_procedures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the merge of this record into another back.
         * @description Numbers, encounters and chart entries that it had return. What was recorded since goes with its encounter; encounters and numbers of
         *     since then stay with the survivor unless they are named.
         */
        post: operations["post_patients_by_id_unmerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/vital-signs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's vital signs, the last recorded first. */
        get: operations["get_patients_by_id_vital_signs"];
        put?: never;
        /**
         * Records vital signs. With all seven parameters of NEWS2 they get a score; else what is missing is named.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing.
         */
        post: operations["post_patients_by_id_vital_signs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{id}/vital-signs/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a patient's vital signs in the order of the time that they were taken, with their scores. */
        get: operations["get_patients_by_id_vital_signs_trend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finds records that may be of the person that somebody is about to register: while it is typed, before it is sent. */
        post: operations["post_patients_duplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells whose numbers these are. A request with a body, so that numbers do not end up in the logs of proxies. */
        post: operations["post_patients_match"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists prescriptions, newest first. */
        get: operations["get_prescriptions"];
        put?: never;
        /**
         * Writes a prescription and asks decision support about it.
         * @description Without alerts that interrupt it is `pending`, for the pharmacist. With them, or when decision support does not answer, it is a `draft`: answer the
         *     alerts with `submit`. The same `Idempotency-Key` again gets the first reply.
         */
        post: operations["post_prescriptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a prescription; `ETag` is its version. */
        get: operations["get_prescriptions_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/administrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes what became of a dose.
         * @description Giving needs the scans of wristband and pack, or a reason. A high-alert drug needs a witness. More than an hour off its time, another amount, or not
         *     giving it needs a reason.
         */
        post: operations["post_prescriptions_by_id_administrations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes it back before anything was handed out. */
        post: operations["post_prescriptions_by_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/dispense": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands a part or the rest of the fill out. */
        post: operations["post_prescriptions_by_id_dispense"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/entered-in-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that it should never have been there. */
        post: operations["post_prescriptions_by_id_entered_in_error"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses it. */
        post: operations["post_prescriptions_by_id_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/refill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins the next fill. */
        post: operations["post_prescriptions_by_id_refill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on after a hold, where it was before. */
        post: operations["post_prescriptions_by_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends it before its time. */
        post: operations["post_prescriptions_by_id_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers the alerts of a draft; when none is open any more, the pharmacist gets it. */
        post: operations["post_prescriptions_by_id_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/prescriptions/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notes that a pharmacist agrees. Who wrote it cannot. */
        post: operations["post_prescriptions_by_id_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/procedures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a procedure. */
        get: operations["get_procedures_by_id"];
        /** Replaces what is said of a procedure. */
        put: operations["put_procedures_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/procedures/{id}/entered-in-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that it should never have been there; this is final. It stays readable and counts for nothing. */
        post: operations["post_procedures_by_id_entered_in_error"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/procedures/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists its versions, newest first: who wrote what, and when. */
        get: operations["get_procedures_by_id_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how long the queues of all deployed channels are, in the order of their ids. */
        get: operations["get_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a backup back: every item in it becomes the current state, as a new revision. Nothing is deployed by it. */
        post: operations["post_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scripts/reference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells the variables and functions of scripts, with their texts and examples, for completion and hover help. */
        get: operations["get_scripts_reference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists service accounts, oldest first. */
        get: operations["get_service_accounts"];
        put?: never;
        /** Adds a service account. */
        post: operations["post_service_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses every key of a service account, at once. */
        post: operations["post_service_accounts_by_id_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the keys of a service account again. */
        post: operations["post_service_accounts_by_id_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the keys of a service account, latest first, at most 200; never the keys themselves. */
        get: operations["get_service_accounts_by_id_keys"];
        put?: never;
        /** Makes a key. It permits no more than whoever makes it may do. */
        post: operations["post_service_accounts_by_id_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-accounts/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key, at once and for good. */
        delete: operations["delete_service_accounts_by_id_keys_by_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the staff. */
        get: operations["get_staff"];
        put?: never;
        /** Makes a record. */
        post: operations["post_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one; `ETag` is its version. */
        get: operations["get_staff_by_id"];
        /** Takes everything that is told in place of what was told before. */
        put: operations["put_staff_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells when somebody can be visited: the weekly rules without leave, with extra hours. What is booked is not taken off. */
        get: operations["get_staff_by_id_availability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the appointments of a provider as iCalendar, from a month ago to half a year ahead. Nothing of patients is in it. */
        get: operations["get_staff_by_id_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{id}/schedule-exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists exceptions that are not over, by their end. */
        get: operations["get_staff_by_id_schedule_exceptions"];
        put?: never;
        /** Adds leave, a break, a meeting or an extra hour. */
        post: operations["post_staff_by_id_schedule_exceptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/{id}/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the weekly rules of somebody. */
        get: operations["get_staff_by_id_schedules"];
        put?: never;
        /** Adds a weekly rule. */
        post: operations["post_staff_by_id_schedules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the messages of all deployed channels, in the order of their ids. */
        get: operations["get_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists users, oldest first. */
        get: operations["get_users"];
        put?: never;
        /** Adds a user. */
        post: operations["post_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disables a user and ends every sign-in of theirs. */
        post: operations["post_users_by_id_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enables a user again. */
        post: operations["post_users_by_id_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a user's password and ends every sign-in of theirs. */
        put: operations["put_users_by_id_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets what roles a user holds, and ends every sign-in of theirs. */
        put: operations["put_users_by_id_roles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a user's second factor away, for a lost telephone. If a role requires one, the next sign-in sets up another. */
        delete: operations["delete_users_by_id_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a user's sign-ins, latest first, at most 200. */
        get: operations["get_users_by_id_sessions"];
        put?: never;
        post?: never;
        /** Ends every sign-in of a user. */
        delete: operations["delete_users_by_id_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vital-signs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives vital signs. */
        get: operations["get_vital_signs_by_id"];
        /** Corrects vital signs; the score is made anew. */
        put: operations["put_vital_signs_by_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vital-signs/{id}/entered-in-error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that it should never have been there; this is final. It stays readable and counts for nothing. */
        post: operations["post_vital_signs_by_id_entered_in_error"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vital-signs/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists its versions, newest first: who wrote what, and when. */
        get: operations["get_vital_signs_by_id_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's readings, newest first. */
        get: operations["get_vitals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists alarms, newest first. */
        get: operations["get_vitals_alarms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/alarms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an alarm. */
        get: operations["get_vitals_alarms_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/alarms/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that you see to an alarm. It ends by itself when the values are back within the limits, and becomes active again when they get worse. */
        post: operations["post_vitals_alarms_by_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/alarms/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an alarm by hand. The next value beyond the limits raises a new one. */
        post: operations["post_vitals_alarms_by_id_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the devices that measure a patient now. */
        get: operations["get_vitals_devices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Files readings, all of a batch or none.
         * @description The same `Idempotency-Key` again gets the first reply and changes nothing. A reading of a device and time that is there already
         *     is left as it is. What no patient can have is kept apart and raises no alarm. Readings of a device without a patient are kept and shown to
         *     nobody.
         */
        post: operations["post_vitals_readings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one vital sign of a patient in parts of equal length, each with its least, most and mean; parts without values are left out. */
        get: operations["get_vitals_series"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vitals/thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the limits of a scope. */
        get: operations["get_vitals_thresholds"];
        /** Sets the limits of one vital sign. They hold for readings filed from then on. */
        put: operations["put_vitals_thresholds"];
        post?: never;
        /** Takes limits away; those of the next wider scope hold then. */
        delete: operations["delete_vitals_thresholds"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who waits, oldest first. */
        get: operations["get_waitlist"];
        put?: never;
        /** Puts somebody on the waiting list; time that becomes free is offered by urgency, then by waiting time. */
        post: operations["post_waitlist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives an entry; `ETag` is its version. */
        get: operations["get_waitlist_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Books what is offered. When somebody was first, the entry waits on. */
        post: operations["post_waitlist_by_id_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Waits no more. */
        post: operations["post_waitlist_by_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does not take what is offered; the next is asked, and the entry waits on. */
        post: operations["post_waitlist_by_id_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What the ledger says of an account. */
        AccountBalance: {
            /** @description Which account. */
            account_id: components["schemas"]["BillingAccountId"];
            /** @description What is to be paid: `receivable` less `credit`; below 0 when the patient has money with us. */
            balance: components["schemas"]["Money"];
            /** @description What was paid and is not allocated to an invoice. */
            credit: components["schemas"]["Money"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description What is open of its invoices. */
            receivable: components["schemas"]["Money"];
        };
        /**
         * @description Who is to pay.
         * @enum {string}
         */
        AccountKind: "self-pay" | "insurance" | "charity-care" | "workers-compensation" | "government";
        /** @description An account to be opened; one that is open already is given back. */
        AccountRequest: {
            currency?: components["schemas"]["Currency"] | null;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description Who is to pay. */
            kind?: components["schemas"]["AccountKind"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
        };
        /**
         * @description Whether an account takes charges.
         * @enum {string}
         */
        AccountStatus: "open" | "closed";
        /** @description What somebody added to a signed note. */
        Addendum: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who. */
            by: string;
            /** @description What. */
            text: string;
        };
        /** @description What is added to a signed note. */
        AddendumRequest: {
            /** @description 1 to 50000 characters. */
            text: string;
        };
        /** @description An address (HL7 XAD; FHIR Address). */
        Address: {
            /** @description City. */
            city?: string | null;
            /** @description Country, as sent. */
            country?: string | null;
            /** @description District or county. */
            district?: string | null;
            /** @description Street, house, post box. */
            lines?: string[];
            /** @description Postal code. */
            postal_code?: string | null;
            /** @description State or province. */
            state?: string | null;
            /** @description `home`, `work`, `temp`, `old`, or the sender's word. */
            use?: string | null;
        };
        /** @description An adjustment as it is kept. */
        Adjustment: {
            /** @description On which account. */
            account_id: components["schemas"]["BillingAccountId"];
            /** @description How much; more than 0. */
            amount: components["schemas"]["Money"];
            /** @description Who asked for it. */
            by: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            created_at: string;
            /** @description Who agreed or did not, when a second person had to. */
            decided_by?: string | null;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The id. */
            id: components["schemas"]["AdjustmentId"];
            /** @description Of which invoice. */
            invoice_id: components["schemas"]["InvoiceId"];
            /** @description What it is. */
            kind: components["schemas"]["AdjustmentKind"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description The reason in words. */
            reason?: string | null;
            /** @description The code of the reason. */
            reason_code: string;
            /** @description Why not. */
            rejection?: string | null;
            /** @description How far it is. */
            status: components["schemas"]["AdjustmentStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        AdjustmentId: string;
        /**
         * @description What an adjustment is.
         * @enum {string}
         */
        AdjustmentKind: "discount" | "contractual" | "charity-care" | "write-off" | "correction" | "debit-correction";
        /** @description An adjustment of an invoice. */
        AdjustmentRequest: {
            /** @description How much less, or more for `debit-correction`; more than 0. */
            amount: components["schemas"]["Money"];
            /** @description What it is. */
            kind: components["schemas"]["AdjustmentKind"];
            /** @description The reason in words. */
            reason?: string | null;
            /** @description The code of the reason in the house's list, such as `STAFF-DISCOUNT`. */
            reason_code: string;
        };
        /**
         * @description How far an adjustment is. `pending → applied` or `pending → rejected`.
         * @enum {string}
         */
        AdjustmentStatus: "pending" | "applied" | "rejected";
        /** @description A dose as it was noted. */
        Administration: {
            /**
             * Format: double
             * @description How much was given, in the unit of the prescription.
             */
            amount?: number | null;
            /** @description Who gave it. */
            by: string;
            /** @description Whether the pack was read. */
            drug_scanned: boolean;
            /**
             * Format: date-time
             * @description When it was due.
             */
            due_at: string;
            /** @description The id. */
            id: components["schemas"]["AdministrationId"];
            /**
             * Format: date-time
             * @description When it was noted.
             */
            noted_at: string;
            /** @description What became of it. */
            outcome: components["schemas"]["AdministrationOutcome"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Whether the patient's wristband was read. */
            patient_scanned: boolean;
            /** @description Of which prescription. */
            prescription_id: components["schemas"]["PrescriptionId"];
            /** @description Why. */
            reason?: string | null;
            /** @description Who checked it too. */
            witness?: string | null;
        };
        /** @description ULID, 26 characters */
        AdministrationId: string;
        /**
         * @description What became of a dose.
         * @enum {string}
         */
        AdministrationOutcome: "given" | "refused" | "held" | "omitted";
        /** @description A dose that was given or not. */
        AdministrationRequest: {
            /**
             * Format: double
             * @description How much was given, in the unit of the prescription. Absent: as prescribed.
             */
            amount?: number | null;
            /** @description What was read from the pack: the number of the prescription. Needed when given, or `reason`. */
            drug_scan?: string | null;
            /**
             * Format: date-time
             * @description Which dose: when it was due. Absent: the one whose time is nearest and that nobody has noted.
             */
            due_at?: string | null;
            /** @description What became of it. */
            outcome: components["schemas"]["AdministrationOutcome"];
            patient_scan?: components["schemas"]["PatientId"] | null;
            /** @description Why: needed when not given, outside of its time, without a scan, or in another amount. */
            reason?: string | null;
            /** @description The user name of who checked it too; needed for high-alert drugs. */
            witness?: string | null;
        };
        /**
         * @description How long what is open has been due.
         * @enum {string}
         */
        AgingBucket: "current" | "days-1-30" | "days-31-60" | "days-61-90" | "older";
        /** @description What is open in a facility, by how long it has been due. */
        AgingReport: {
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /**
             * Format: date
             * @description On which day, in the facility's zone.
             */
            on: string;
            /** @description The sums; a bucket and currency without an open invoice is left out. */
            sums: components["schemas"]["AgingSum"][];
        };
        /** @description One sum of the ageing. */
        AgingSum: {
            /** @description How long it has been due. */
            bucket: components["schemas"]["AgingBucket"];
            /**
             * Format: int32
             * @description How many invoices.
             */
            n_invoices: number;
            /** @description What is open of them. */
            open: components["schemas"]["Money"];
        };
        /** @description ULID, 26 characters */
        AlarmId: string;
        /**
         * @description What an alarm is about.
         * @enum {string}
         */
        AlarmKind: "vital-sign" | "lead-off" | "battery-low" | "device-malfunction" | "calibration-required";
        /** @description What somebody says to an alarm. */
        AlarmNote: {
            /** @description At most 500 characters. */
            note?: string | null;
        };
        /**
         * @description How bad it is.
         * @enum {string}
         */
        AlarmSeverity: "warning" | "critical";
        /**
         * @description How far an alarm is.
         *
         *     ```text
         *     active ──► acknowledged ──► resolved
         *       ▲              │ (worse)      ▲
         *       └──────────────┘   active ────┘
         *     ```
         * @enum {string}
         */
        AlarmState: "active" | "acknowledged" | "resolved";
        /** @description Something that a check found. */
        Alert: {
            /** @description The drugs that it is about, by name, the proposed one first. */
            drugs: string[];
            /** @description What may happen. */
            effect?: string | null;
            id?: components["schemas"]["CdsAlertId"] | null;
            /** @description What it is about. */
            kind: components["schemas"]["AlertKind"];
            /** @description What to do. */
            management?: string | null;
            /** @description How it is shown. */
            mode: components["schemas"]["AlertMode"];
            patient_id?: components["schemas"]["PatientId"] | null;
            /**
             * Format: date-time
             * @description When it was raised; absent when it was not kept.
             */
            raised_at?: string | null;
            /** @description The references of their orders. */
            references?: string[];
            /** @description How bad it would be. */
            severity: components["schemas"]["Severity"];
            source?: components["schemas"]["FactSource"] | null;
            /** @description How it stands. */
            state: components["schemas"]["AlertState"];
            /** @description What is the matter, in one line. */
            summary: string;
        };
        /**
         * @description What an alert is about.
         * @enum {string}
         */
        AlertKind: "interaction" | "allergy" | "contraindication" | "duplicate" | "dose" | "guideline";
        /**
         * @description How it is shown.
         * @enum {string}
         */
        AlertMode: "log" | "passive" | "interruptive" | "blocking";
        /** @description How an alert stands. `active → overridden`, or `active → acknowledged` where it does not block. */
        AlertState: {
            /** @enum {string} */
            status: "active";
        } | {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The user's name. */
            by: string;
            /** @enum {string} */
            status: "acknowledged";
        } | {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The user's name. */
            by: string;
            /** @description Why, in words. */
            comment?: string | null;
            /** @description Why. */
            reason: components["schemas"]["OverrideReason"];
            /** @enum {string} */
            status: "overridden";
        };
        /** @description An allergy or intolerance. */
        Allergy: {
            category?: components["schemas"]["AllergyCategory"] | null;
            /** @description Who made this version. */
            changed_by: string;
            /** @description Whether the patient still has it. */
            clinical_status?: components["schemas"]["AllergyStatus"];
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            criticality?: components["schemas"]["Criticality"] | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            entered_in_error?: components["schemas"]["EnteredInError"] | null;
            /** @description The id. */
            id: components["schemas"]["AllergyId"];
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            /** @description Since when: a year, a month or a day. */
            onset?: string | null;
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /** @description What happened, at most 20. */
            reactions?: components["schemas"]["Reaction"][];
            /** @description Who recorded it; of a message, the system that filed it. */
            recorded_by: string;
            source?: components["schemas"]["CommandSource"] | null;
            /** @description Against what: a substance, or a group such as penicillin. The text is what people and decision support read. */
            substance: components["schemas"]["Code"];
            type?: components["schemas"]["AllergyKind"] | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /** @description How sure it is. */
            verification_status?: components["schemas"]["AllergyVerification"];
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /**
         * @description What kind of substance it is (allergy-intolerance-category).
         * @enum {string}
         */
        AllergyCategory: "food" | "medication" | "environment" | "biologic";
        /** @description ULID, 26 characters */
        AllergyId: string;
        /**
         * @description What lies behind it (allergy-intolerance-type).
         * @enum {string}
         */
        AllergyKind: "allergy" | "intolerance";
        /**
         * @description What is known of a patient's allergies.
         * @enum {string}
         */
        AllergyKnowledge: "unknown" | "none-known" | "known";
        /** @description An allergy or intolerance, as somebody records it. */
        AllergyRequest: {
            category?: components["schemas"]["AllergyCategory"] | null;
            /** @description Whether the patient still has it. */
            clinical_status?: components["schemas"]["AllergyStatus"];
            criticality?: components["schemas"]["Criticality"] | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            /** @description Since when: a year, a month or a day. */
            onset?: string | null;
            /** @description What happened, at most 20. */
            reactions?: components["schemas"]["Reaction"][];
            /** @description Against what: a substance, or a group such as penicillin. The text is what people and decision support read. */
            substance: components["schemas"]["Code"];
            type?: components["schemas"]["AllergyKind"] | null;
            /** @description How sure it is. */
            verification_status?: components["schemas"]["AllergyVerification"];
        };
        /**
         * @description What a statement covers.
         * @enum {string}
         */
        AllergyScope: "any" | "medication" | "food" | "environment";
        /**
         * @description How bad the reaction was.
         * @enum {string}
         */
        AllergySeverity: "mild" | "moderate" | "severe" | "unknown";
        /** @description A statement that no allergies were known. A real allergy within its scope ends it. */
        AllergyStatement: {
            /** @description Who made this version. */
            changed_by: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /**
             * Format: date-time
             * @description When it ended; absent while it holds.
             */
            ended_at?: string | null;
            ended_by?: components["schemas"]["AllergyId"] | null;
            entered_in_error?: components["schemas"]["EnteredInError"] | null;
            /** @description The id. */
            id: components["schemas"]["AllergyStatementId"];
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Who stated it. */
            recorded_by: string;
            /** @description What it covers. */
            scope?: components["schemas"]["AllergyScope"];
            source?: components["schemas"]["CommandSource"] | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        AllergyStatementId: string;
        /** @description States that no allergies are known. */
        AllergyStatementRequest: {
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /** @description What it covers. */
            scope?: components["schemas"]["AllergyScope"];
        };
        /**
         * @description Whether the patient still has it (allergyintolerance-clinical).
         * @enum {string}
         */
        AllergyStatus: "active" | "inactive" | "resolved";
        /** @description What counts of a patient's allergies now. */
        AllergySummary: {
            /** @description Active ones that are not refuted, at most 200. */
            allergies: components["schemas"]["Allergy"][];
            /** @description Whether there are more than 200. */
            has_more: boolean;
            /** @description What is known of allergies to drugs. */
            knowledge: components["schemas"]["AllergyKnowledge"];
            /** @description Whose; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Statements that hold. */
            statements: components["schemas"]["AllergyStatement"][];
        };
        /**
         * @description How sure it is (allergyintolerance-verification).
         * @enum {string}
         */
        AllergyVerification: "unconfirmed" | "confirmed" | "refuted";
        /** @description For which invoices what is free of a payment is to be. */
        AllocateRequest: {
            /** @description For which. Absent: for those that are due first. */
            allocations?: components["schemas"]["AllocationRequest"][] | null;
        };
        /** @description What of a payment is for which invoice. */
        AllocationRequest: {
            /** @description How much; more than 0. */
            amount: components["schemas"]["Money"];
            /** @description Which invoice. */
            invoice_id: components["schemas"]["InvoiceId"];
        };
        /** @description How a signed note is to be from now on. */
        AmendmentRequest: {
            /** @description Why; 1 to 1000 characters. */
            reason: string;
            /** @description The text; 1 to 50000 characters. */
            text: string;
            /** @description The title. */
            title?: string | null;
        };
        /** @description What is known of a key, without the key. */
        ApiKey: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description Who made it. */
            created_by: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: string;
            /** @description How the key begins. */
            hint: string;
            /** @description The id, to revoke it by. */
            id: string;
            /**
             * Format: date-time
             * @description When it was used last, to the minute.
             */
            last_used_at?: string | null;
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revoked_at?: string | null;
            /** @description What it permits. */
            scopes: string[];
        };
        /** @description An appointment. */
        Appointment: {
            /** @description Our number, `AP-` and the id's last ten characters. */
            appointment_number: string;
            /**
             * Format: date-time
             * @description When it was over.
             */
            completed_at?: string | null;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            department_id?: components["schemas"]["DepartmentId"] | null;
            /**
             * Format: date-time
             * @description When it ends.
             */
            ends_at: string;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description How it came to be as it is. */
            history: components["schemas"]["AppointmentChange"][];
            /** @description The id. */
            id: components["schemas"]["AppointmentId"];
            /** @description Whether it is outside the provider's schedule. */
            is_outside_schedule: boolean;
            /** @description What it is for. */
            kind: components["schemas"]["AppointmentKind"];
            /** @description What to mind. */
            notes?: string | null;
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /** @description How urgent it is. */
            priority: components["schemas"]["AppointmentPriority"];
            /** @description The name of that person. */
            provider: string;
            /** @description With whom. */
            provider_id: components["schemas"]["StaffId"];
            /** @description Why the patient comes. */
            reason?: string | null;
            /** @description What is booked along. */
            resources: components["schemas"]["AppointmentResource"][];
            /** @description In which room. */
            room?: string | null;
            /**
             * Format: int32
             * @description How often it was moved or cancelled: the sequence of RFC 5545.
             */
            sequence: number;
            series_id?: components["schemas"]["SeriesId"] | null;
            /**
             * Format: date-time
             * @description When the patient was seen first.
             */
            started_at?: string | null;
            /**
             * Format: date-time
             * @description When it begins.
             */
            starts_at: string;
            /** @description How far it is. */
            status: components["schemas"]["AppointmentStatus"];
            /** @description The facility's time zone. */
            time_zone: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
            waitlist_entry_id?: components["schemas"]["WaitlistEntryId"] | null;
        };
        /** @description A step in the life of an appointment. */
        AppointmentChange: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who changed it. */
            by: string;
            /** @description Whether it was cancelled later than the facility asks for. */
            is_late?: boolean;
            /**
             * Format: date-time
             * @description When it was to begin before, if it was moved.
             */
            moved_from?: string | null;
            /** @description Why. */
            reason?: string | null;
            /** @description How it became. */
            status: components["schemas"]["AppointmentStatus"];
        };
        /** @description ULID, 26 characters */
        AppointmentId: string;
        /**
         * @description What an appointment is for.
         * @enum {string}
         */
        AppointmentKind: "consultation" | "follow-up" | "procedure" | "lab" | "imaging" | "emergency" | "telehealth";
        /**
         * @description How urgent it is.
         * @enum {string}
         */
        AppointmentPriority: "routine" | "urgent" | "emergency";
        /** @description Why an appointment does not take place. */
        AppointmentReason: {
            /** @description The reason. */
            reason: string;
        };
        /** @description A reminder of an appointment. */
        AppointmentReminder: {
            /**
             * Format: date-time
             * @description When it is due.
             */
            due_at: string;
            /** @description How far it is. */
            status: components["schemas"]["ReminderStatus"];
        };
        /** @description A new appointment. */
        AppointmentRequest: {
            department_id?: components["schemas"]["DepartmentId"] | null;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description What it is for. */
            kind: components["schemas"]["AppointmentKind"];
            /**
             * Format: int32
             * @description How long it takes, in minutes: a multiple of 5, at most 480. Absent: what the facility has settled.
             */
            minutes?: number | null;
            /** @description What to mind. */
            notes?: string | null;
            /** @description Books although the provider's schedule does not say so; needs `appointments:override`. */
            outside_schedule?: boolean;
            /** @description For whom. */
            patient_id: components["schemas"]["PatientId"];
            /** @description How urgent it is. */
            priority?: components["schemas"]["AppointmentPriority"];
            /** @description With whom. */
            provider_id: components["schemas"]["StaffId"];
            /** @description Why the patient comes. */
            reason?: string | null;
            /** @description What else is needed; at most 10. */
            resources?: components["schemas"]["AppointmentResource"][];
            /** @description In which room. Absent: what the provider's schedule says. */
            room?: string | null;
            /**
             * Format: date-time
             * @description When it begins; at a multiple of 5 minutes.
             */
            starts_at: string;
        };
        /** @description Something that is needed for the appointment and can be in one place only. */
        AppointmentResource: {
            /** @description What it is. */
            kind: components["schemas"]["ResourceKind"];
            /** @description Its name or number in the facility; for `staff` the member's id. */
            name: string;
        };
        /**
         * @description How far it is.
         *
         *     `scheduled → confirmed → checked-in → in-progress → completed`; `cancelled` and `no-show` before it is in progress.
         * @enum {string}
         */
        AppointmentStatus: "scheduled" | "confirmed" | "checked-in" | "in-progress" | "completed" | "cancelled" | "no-show";
        /** @description A number that some system gave out (HL7 EI, CX): unique together with its system. */
        AssignedNumber: {
            /** @description Who gave it out (assigning authority, namespace or URI); empty when the sender did not say. */
            system?: string;
            /** @description The number itself. */
            value: string;
        };
        /** @description ULID, 26 characters */
        AssociationId: string;
        /** @description An attachment in a list. */
        AttachmentView: {
            /**
             * @description What it is.
             * @example application/pdf
             */
            mime_type: string;
            /**
             * Format: int64
             * @description How large it is, in bytes.
             */
            n_bytes: number;
            /** @description What it is called. */
            name?: string | null;
            /**
             * Format: int32
             * @description Its number within the message, from 0.
             */
            number: number;
        };
        /** @description When somebody can be visited, in the order of time. */
        Availability: {
            /** @description When. */
            periods: components["schemas"]["OpenPeriod"][];
            /** @description Who. */
            staff_id: components["schemas"]["StaffId"];
        };
        /**
         * Format: int32
         * @description A share in hundredths of a per cent, from 0 to 10000: `1700` is 17 %.
         */
        BasisPoints: number;
        /** @description A bed. */
        Bed: {
            assignment?: components["schemas"]["BedAssignment"] | null;
            /** @description Whether a patient can be isolated. */
            can_isolate?: boolean;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description In which facility. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description Whether there is a monitor. */
            has_monitor?: boolean;
            /** @description Whether there is oxygen. */
            has_oxygen?: boolean;
            /** @description Whether there is a ventilator. */
            has_ventilator?: boolean;
            /** @description The id. */
            id: components["schemas"]["BedId"];
            /** @description What it is for. */
            kind: components["schemas"]["BedKind"];
            /**
             * Format: date-time
             * @description When it was last cleaned.
             */
            last_cleaned_at?: string | null;
            /** @description The number, unique on the ward. */
            number: string;
            reservation?: components["schemas"]["BedReservation"] | null;
            /** @description The room. */
            room?: string | null;
            /** @description How it is. */
            status: components["schemas"]["BedStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
            /** @description On which ward. */
            ward_id: components["schemas"]["WardId"];
        };
        /** @description The stay of a patient in a bed. */
        BedAssignment: {
            /** @description Which bed. */
            bed_id: components["schemas"]["BedId"];
            /** @description Who assigned it. */
            by: string;
            /** @description During which encounter. */
            encounter_id: components["schemas"]["EncounterId"];
            /**
             * Format: date-time
             * @description When the patient is expected to leave.
             */
            expected_discharge_at?: string | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            from: string;
            /** @description The id. */
            id: components["schemas"]["BedAssignmentId"];
            /** @description Who. */
            patient_id: components["schemas"]["PatientId"];
            /**
             * Format: date-time
             * @description Until when; absent while it lasts.
             */
            until?: string | null;
        };
        /** @description ULID, 26 characters */
        BedAssignmentId: string;
        /** @description Puts a patient into a bed. */
        BedAssignRequest: {
            /** @description During which encounter; it tells who the patient is, and must be in progress. */
            encounter_id: components["schemas"]["EncounterId"];
            /**
             * Format: date-time
             * @description When the patient is expected to leave.
             */
            expected_discharge_at?: string | null;
        };
        /** @description A change of a bed's status. */
        BedChange: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Which bed. */
            bed_id: components["schemas"]["BedId"];
            /** @description Who changed it. */
            by: string;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            from?: components["schemas"]["BedStatus"] | null;
            /** @description The id; a later change has a greater one. */
            id: components["schemas"]["EventId"];
            /** @description Why. */
            reason?: string | null;
            /** @description How it became. */
            to: components["schemas"]["BedStatus"];
        };
        /** @description ULID, 26 characters */
        BedId: string;
        /**
         * @description What a bed is for.
         * @enum {string}
         */
        BedKind: "standard" | "icu" | "isolation" | "maternity" | "pediatric" | "bariatric" | "observation" | "recovery";
        /** @description Takes a patient out of a bed, which is to be cleaned then. */
        BedReleaseRequest: {
            /** @description Why. */
            reason?: string | null;
        };
        /** @description A bed to be made, or as it is to be from now on. */
        BedRequest: {
            /** @description Whether a patient can be isolated. */
            can_isolate?: boolean;
            /** @description Whether there is a monitor. */
            has_monitor?: boolean;
            /** @description Whether there is oxygen. */
            has_oxygen?: boolean;
            /** @description Whether there is a ventilator. */
            has_ventilator?: boolean;
            /** @description What it is for. */
            kind: components["schemas"]["BedKind"];
            /** @description The number, unique on the ward. */
            number: string;
            /** @description The room. */
            room?: string | null;
        };
        /** @description For whom a bed is kept. */
        BedReservation: {
            /** @description For which encounter. */
            encounter_id: components["schemas"]["EncounterId"];
            /** @description Whose it is. */
            patient_id: components["schemas"]["PatientId"];
        };
        /**
         * @description How a bed is.
         *
         *     `available → reserved → occupied → cleaning → available`; `maintenance`, `blocked` and `out-of-service` from all but occupied.
         * @enum {string}
         */
        BedStatus: "available" | "reserved" | "occupied" | "cleaning" | "maintenance" | "blocked" | "out-of-service";
        /** @description Brings a bed to another status; `occupied` is reached by assigning only. */
        BedStatusRequest: {
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /** @description Why; needed for `maintenance`, `blocked` and `out-of-service`. */
            reason?: string | null;
            /** @description How it is to be. */
            status: components["schemas"]["BedStatus"];
        };
        /** @description Brings the patient of a bed to another one. */
        BedTransferRequest: {
            /** @description Why. */
            reason?: string | null;
            /** @description Where to. */
            to_bed_id: components["schemas"]["BedId"];
        };
        /** @description Charges, invoices and payments of a patient in one facility and currency; only one of them is open. */
        BillingAccount: {
            /** @description Our number, `BA-` and the id's last ten characters. */
            account_number: string;
            /**
             * Format: date-time
             * @description When it was opened.
             */
            created_at: string;
            /** @description In which currency. */
            currency: components["schemas"]["Currency"];
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The id. */
            id: components["schemas"]["BillingAccountId"];
            /** @description Who is to pay. */
            kind: components["schemas"]["AccountKind"];
            /** @description Whose; as it was when it was opened, and after a merge one of the survivor's former ids. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Whether it takes charges. */
            status: components["schemas"]["AccountStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        BillingAccountId: string;
        /** @description Why something is taken back, refused or asked for. */
        BillingReason: {
            /** @description The reason. */
            reason: string;
        };
        /**
         * @description How the patient was when the blood pressure was taken.
         * @enum {string}
         */
        BodyPosition: "lying" | "sitting" | "standing";
        /** @description Which messages, and for whom. Either `ids` or `filter`. */
        BulkRequest: {
            /** @description With `filter`: only numbers below; `next` of the call before. */
            before?: string | null;
            /**
             * @description Only for these destinations. Where it is absent: to process again, all; to deliver again, those where the message is in
             *     error.
             */
            destinations?: string[] | null;
            /** @description Count the messages and change nothing. */
            dry_run?: boolean;
            filter?: components["schemas"]["MessageFilter"] | null;
            /** @description These messages; at most 10,000. */
            ids?: string[];
        };
        /** @description What was done with many messages. */
        BulkView: {
            /** @description Whether there may be more than `n_left`, since counting them took too long. */
            has_more: boolean;
            /** @description So many messages were chosen for this call, the newest of all that match. */
            n_chosen: number;
            /** @description So many were processed again, delivered again or removed. 0 when nothing was to be changed. */
            n_done: number;
            /** @description So many that match are left for the next call. */
            n_left: number;
            /** @description So many could not be, or did not need to be. */
            n_skipped: number;
            /** @description Call again with it as `before` for what is left. */
            next?: string | null;
            /**
             * @description Time did not suffice for all that were chosen: call again with the same `before`, and with this number as `from` of the
             *     filter or with the `ids` from it on. Absent when all were worked on.
             */
            resume_from?: string | null;
            /** @description Why, for the first 100 of them. */
            skipped: components["schemas"]["SkippedView"][];
        };
        /** @description A file that differs. */
        CaseDifferenceView: {
            /** @description From what is expected to what came out, as a unified diff. */
            diff: string;
            /**
             * @description Its name.
             * @example clinical.hl7
             */
            file: string;
        };
        /** @description Which cases are run, in what. */
        CasesRequest: {
            files?: components["schemas"]["ItemFiles"] | null;
        };
        /** @description What became of a case. */
        CaseView: {
            /** @description What came out: the files that the case would have beside its message if this were expected. */
            actual: {
                [key: string]: components["schemas"]["FileContent"];
            };
            /** @description The files that differ. */
            differences: components["schemas"]["CaseDifferenceView"][];
            /** @description Whether everything was as expected. */
            is_passed: boolean;
            /**
             * @description The name of its folder.
             * @example admit
             */
            name: string;
        };
        /** @description The cash report of a day. */
        CashReport: {
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /**
             * Format: date
             * @description On which day, in the facility's zone.
             */
            on: string;
            /** @description By cashier, method and currency. */
            sums: components["schemas"]["CashSum"][];
        };
        /** @description What a cashier took and gave back on one day by one method. */
        CashSum: {
            /** @description The cashier. */
            by: string;
            /** @description What was given back: refunds, and payments that were reversed. */
            given: components["schemas"]["Money"];
            /** @description By which method. */
            method: components["schemas"]["PaymentMethod"];
            /**
             * Format: int32
             * @description How many payments, refunds and reversals.
             */
            n_entries: number;
            /** @description `taken` less `given`; for cash what the drawer must have more. */
            net: components["schemas"]["Money"];
            /** @description What was taken. */
            taken: components["schemas"]["Money"];
        };
        /** @description ULID, 26 characters */
        CdsAlertId: string;
        /** @description ULID, 26 characters */
        CdsCheckId: string;
        /** @description The password was right, and a second step is needed. */
        Challenge: {
            /** @description Proves the first step; works for one sign-in. */
            challenge: components["schemas"]["SecretText"];
            /**
             * Format: int64
             * @description Seconds that it lives.
             */
            expires_in: number;
            /** @description Whether the user has no second factor yet and must set one up first, because a role asks for it. */
            must_enrol: boolean;
        };
        /** @description The second step of signing in. */
        ChallengeAnswer: {
            /** @description What the first step gave. */
            challenge: components["schemas"]["SecretText"];
            /** @description The six digits that the authenticator shows, or a recovery code. */
            code: components["schemas"]["SecretText"];
        };
        /** @description Changes the own password. */
        ChangePassword: {
            /** @description The password so far. */
            current_password: components["schemas"]["SecretText"];
            /** @description The one from now on: 15 to 256 characters, any of them; 8 where a second factor is required. */
            new_password: components["schemas"]["SecretText"];
        };
        /** @description Which channels are meant. */
        ChangeRequest: {
            /** @description Which. */
            select?: components["schemas"]["Selection"];
        };
        /** @description What became of one channel. */
        ChannelOutcome: {
            /** @description The channel. */
            channel: string;
            problem?: components["schemas"]["Problem"] | null;
            /** @description How it ended. */
            result: components["schemas"]["ChannelResult"];
        };
        /**
         * @description How it ended for a channel.
         * @enum {string}
         */
        ChannelResult: "done" | "unchanged" | "failed" | "skipped";
        /** @description A channel. */
        ChannelView: {
            /** @description Its connectors, the source first; empty while it is not deployed. */
            connectors: components["schemas"]["ConnectorView"][];
            /**
             * Format: int64
             * @description The number of the revision in the folder; absent when the channel is deployed and no longer there.
             */
            current_revision?: number | null;
            /** @description Channels that are started before it. */
            depends_on: string[];
            /**
             * Format: date-time
             * @description When it was deployed.
             */
            deployed_at?: string | null;
            /**
             * Format: int64
             * @description The number of the revision that is deployed.
             */
            deployed_revision?: number | null;
            /** @description What it is for. */
            description: string;
            /** @description Channels of a group are shown together; empty for none. */
            group: string;
            /**
             * @description Its id.
             * @example adt-inbound
             */
            id: string;
            /** @description Whether it is deployed and not as it is in the folder, with the libraries that it uses. */
            is_changed: boolean;
            /**
             * Format: int64
             * @description The newest revision with which nothing was wrong.
             */
            last_good_revision?: number | null;
            /** @description Its name. */
            name: string;
            /** @description What is wrong with it in the folder, or with what it depends on. */
            problems: string[];
            /** @description Changes with the configuration that is deployed. */
            revision?: string | null;
            /**
             * @description `started`, `paused` (receives nothing, delivers what is queued), `stopped` or `undeployed`.
             * @example started
             */
            state: string;
            /** @description Its tags. */
            tags: string[];
        };
        /** @description A charge. */
        Charge: {
            account_id?: components["schemas"]["BillingAccountId"] | null;
            /** @description Who charged it; the service's name for what events told. */
            by: string;
            /** @description What kind of thing. */
            category: components["schemas"]["ChargeCategory"];
            /** @description The codes by which a price is looked for, the first that has one. */
            codes: string[];
            /**
             * Format: date-time
             * @description When it was captured.
             */
            created_at: string;
            /** @description What the invoice calls it. */
            description: string;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            event_id?: components["schemas"]["EventId"] | null;
            facility_id?: components["schemas"]["FacilityId"] | null;
            /** @description The id. */
            id: components["schemas"]["ChargeId"];
            invoice_id?: components["schemas"]["InvoiceId"] | null;
            /** @description Who is charged. */
            patient_id: components["schemas"]["PatientId"];
            price_item_id?: components["schemas"]["PriceItemId"] | null;
            /** @description The code in a system of procedures, for claims. */
            procedure_code?: string | null;
            /**
             * Format: int32
             * @description How many.
             */
            quantity: number;
            /**
             * Format: date-time
             * @description When it was done.
             */
            service_at: string;
            /** @description Where it comes from. */
            source: components["schemas"]["ChargeSource"];
            /** @description What it comes from; no two charges have the same source and reference. */
            source_reference: string;
            /** @description How far it is. */
            status: components["schemas"]["ChargeStatus"];
            /** @description The tax on it. */
            tax?: components["schemas"]["BasisPoints"];
            unit_price?: components["schemas"]["Money"] | null;
            unpriced_reason?: components["schemas"]["UnpricedReason"] | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
            /** @description Why it is void. */
            void_reason?: string | null;
        };
        /**
         * @description What kind of thing is charged for.
         * @enum {string}
         */
        ChargeCategory: "encounter" | "laboratory" | "medication" | "bed" | "procedure" | "radiology" | "supply" | "other";
        /** @description ULID, 26 characters */
        ChargeId: string;
        /** @description A charge by hand. */
        ChargeRequest: {
            /** @description What kind of thing. */
            category: components["schemas"]["ChargeCategory"];
            /** @description Its code in the price list. */
            code: string;
            /** @description What the invoice calls it. Absent: as the price list does. */
            description?: string | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /** @description Where it was done. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description Who is charged. */
            patient_id: components["schemas"]["PatientId"];
            /**
             * Format: int32
             * @description How many, 1 to 1000000.
             */
            quantity: number;
            /**
             * Format: date-time
             * @description When it was done. Absent: now.
             */
            service_at?: string | null;
        };
        /**
         * @description Where a charge comes from.
         * @enum {string}
         */
        ChargeSource: "encounter" | "lab-order" | "dispense" | "bed-day" | "manual";
        /**
         * @description How far a charge is.
         *
         *     ```text
         *     unpriced ──► pending ──► invoiced
         *        │           │  ▲         │ (back when a draft is given up or an invoice is void)
         *        └──► void ◄─┘  └─────────┘
         *               ▲─────── invoiced (with a correction of the invoice)
         *     ```
         * @enum {string}
         */
        ChargeStatus: "unpriced" | "pending" | "invoiced" | "void";
        /** @description A destination to be tried. */
        CheckRequest: {
            /** @description Its settings, as in channel files. */
            config: Record<string, unknown>;
        };
        /** @description How far a kind of check came. */
        CheckState: {
            /** @description Which. */
            kind: components["schemas"]["AlertKind"];
            /** @description What was not looked at and why; without data of the patient. */
            missing?: string[];
            /** @description How far. */
            progress: components["schemas"]["Progress"];
        };
        /** @description Something that was tried. */
        CheckStepView: {
            /**
             * @description The code of the failure, where it has one.
             * @example NC-MLLP-001
             */
            code?: string | null;
            /**
             * @description What was found.
             * @example connected to 10.1.2.3:6661
             */
            detail: string;
            /**
             * Format: int64
             * @description How long it took, in milliseconds.
             */
            elapsed_ms: number;
            /** @description Whether it went well. */
            is_ok: boolean;
            /** @description `settings`: they are complete and valid. `connection`: the receiver was reached as for a message, and none was sent. */
            name: string;
        };
        /** @description What decision support said when it was written. */
        CheckSummary: {
            /** @description The check, where its alerts are. */
            check_id: components["schemas"]["CdsCheckId"];
            /** @description The whole in one word. */
            conclusion: components["schemas"]["Conclusion"];
            level?: components["schemas"]["Severity"] | null;
            /** @description What must be answered before it goes on: alerts that block or interrupt. */
            open_alerts: components["schemas"]["CdsAlertId"][];
            /** @description What was ordered in spite of. */
            overridden_alerts: components["schemas"]["CdsAlertId"][];
        };
        /** @description Whether a destination's receiver can be reached. */
        CheckView: {
            /** @description Whether all steps went well. */
            is_ok: boolean;
            /** @description What was tried, in order; nothing after the first that failed. */
            steps: components["schemas"]["CheckStepView"][];
        };
        /** @description A claim as it is kept. */
        Claim: {
            /** @description Of which account. */
            account_id: components["schemas"]["BillingAccountId"];
            /** @description Our number, `CLM-` and the id's last ten characters. */
            claim_number: string;
            /** @description What the insurer is asked for. */
            claimed: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it was drafted.
             */
            created_at: string;
            /** @description Codes of diagnoses. */
            diagnosis_codes: string[];
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description How it came to be as it is. */
            history: components["schemas"]["ClaimHistory"][];
            /** @description The id. */
            id: components["schemas"]["ClaimId"];
            /** @description The insurer's name. */
            insurer: string;
            /** @description Of which invoice. */
            invoice_id: components["schemas"]["InvoiceId"];
            /** @description The lines. */
            lines: components["schemas"]["ClaimLine"][];
            /**
             * Format: int32
             * @description How often the insurer was asked to look again.
             */
            n_appeals: number;
            /**
             * Format: int32
             * @description How often it was sent again after a rejection.
             */
            n_resubmissions: number;
            /** @description What it has paid. */
            paid: components["schemas"]["Money"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description The insurer's number. */
            payer_claim_number?: string | null;
            /** @description By which insurance. */
            policy_id: components["schemas"]["PolicyId"];
            /** @description The number of the policy. */
            policy_number: string;
            /** @description How far it is. */
            status: components["schemas"]["ClaimStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description What the insurer's number for a claim is. */
        ClaimDecision: {
            /** @description The insurer's number. */
            payer_claim_number?: string | null;
        };
        /** @description A step in the life of a claim. */
        ClaimHistory: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description By whom. */
            by: string;
            /** @description The code of the reason. */
            code?: string | null;
            /** @description The reason. */
            reason?: string | null;
            /** @description To which status. */
            status: components["schemas"]["ClaimStatus"];
        };
        /** @description ULID, 26 characters */
        ClaimId: string;
        /** @description One line of a claim. */
        ClaimLine: {
            allowed?: components["schemas"]["Money"] | null;
            /** @description What was charged, with tax. */
            charged: components["schemas"]["Money"];
            /** @description What the insurer is asked for: its share of `charged`. */
            claimed: components["schemas"]["Money"];
            /** @description The code of the house. */
            code: string;
            /** @description Why it pays less or nothing. */
            denial_code?: string | null;
            /**
             * Format: int32
             * @description As on the invoice.
             */
            line_number: number;
            /** @description What it has paid. */
            paid: components["schemas"]["Money"];
            /** @description The code in a system of procedures. */
            procedure_code?: string | null;
            /**
             * Format: int32
             * @description How many.
             */
            quantity: number;
            /**
             * Format: date-time
             * @description When it was done.
             */
            service_at: string;
        };
        /** @description An insurer's remittance for one claim. */
        ClaimPayment: {
            /** @description The lines it is for, 1 to 500. */
            lines: components["schemas"]["ClaimPaymentLine"][];
            /** @description The number of the remittance; the same one only once for a claim. */
            remittance_number: string;
        };
        /** @description What an insurer pays for one line. */
        ClaimPaymentLine: {
            /** @description What the insurer allows for it in all. */
            allowed: components["schemas"]["Money"];
            /** @description Why it pays less or nothing. */
            denial_code?: string | null;
            /**
             * Format: int32
             * @description Which line.
             */
            line_number: number;
            /** @description What it pays now; 0 or more. */
            paid: components["schemas"]["Money"];
        };
        /** @description Why a claim is rejected, denied, appealed or closed. */
        ClaimReason: {
            /** @description The insurer's code, such as of the X12 claim adjustment reason codes. */
            code?: string | null;
            /** @description The reason in words. */
            reason: string;
        };
        /** @description A claim to be drafted for an issued invoice. */
        ClaimRequest: {
            /** @description Codes of diagnoses (ICD-10), at most 12. */
            diagnosis_codes?: string[];
            /** @description Of which invoice. */
            invoice_id: components["schemas"]["InvoiceId"];
            /** @description By which insurance of the patient. */
            policy_id: components["schemas"]["PolicyId"];
        };
        /**
         * @description How far a claim is.
         *
         *     ```text
         *     draft ──► submitted ──► accepted ──► partly-paid ──► paid
         *                   │  ▲         │  ▲          │
         *                   ▼  │         ▼  └── appealed ◄── denied, partly-paid
         *                rejected      denied
         *     ```
         *
         *     `closed` from all but submitted, accepted and appealed: nothing more is to come.
         * @enum {string}
         */
        ClaimStatus: "draft" | "submitted" | "accepted" | "rejected" | "partly-paid" | "paid" | "denied" | "appealed" | "closed";
        /** @description A code from a code system (HL7 CE, CWE; FHIR Coding). */
        Code: {
            /** @description The code. */
            code: string;
            /** @description The code system, such as `http://loinc.org` or `LN`; empty when the sender did not say. */
            system?: string;
            /** @description The text that goes with it. */
            text?: string | null;
        };
        /** @description Where a command came from, for the trail back to the message. */
        CommandSource: {
            /** @description The channel. */
            channel?: string | null;
            /** @description The sender's control id (MSH-10). */
            control_id?: string | null;
            /** @description The id of the message in the engine's store. */
            message_id?: string | null;
        };
        /**
         * @description What may be shown as the whole.
         * @enum {string}
         */
        Conclusion: "clear" | "incomplete" | "alerts";
        /** @description A condition or diagnosis. */
        Condition: {
            /** @description Until when: a year, a month or a day. */
            abatement?: string | null;
            /** @description Who made this version. */
            changed_by: string;
            /** @description How the condition is. */
            clinical_status?: components["schemas"]["ConditionStatus"];
            /** @description Which, such as ICD-10-CM `J18.9`. */
            code: components["schemas"]["Code"];
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            diagnosed_by?: components["schemas"]["Practitioner"] | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            entered_in_error?: components["schemas"]["EnteredInError"] | null;
            /** @description The id. */
            id: components["schemas"]["ConditionId"];
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            /** @description Since when: a year, a month or a day. */
            onset?: string | null;
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /**
             * Format: int32
             * @description Its place among the diagnoses of the encounter, 1 for the main one; 1 to 99.
             */
            rank?: number | null;
            /** @description Who recorded it; of a message, the system that filed it. */
            recorded_by: string;
            role?: components["schemas"]["DiagnosisRole"] | null;
            severity?: components["schemas"]["ConditionSeverity"] | null;
            source?: components["schemas"]["CommandSource"] | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /** @description How sure it is. */
            verification_status?: components["schemas"]["ConditionVerification"];
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        ConditionId: string;
        /** @description A condition or diagnosis, as somebody records it. */
        ConditionRequest: {
            /** @description Until when: a year, a month or a day. */
            abatement?: string | null;
            /** @description How the condition is. */
            clinical_status?: components["schemas"]["ConditionStatus"];
            /** @description Which, such as ICD-10-CM `J18.9`. */
            code: components["schemas"]["Code"];
            diagnosed_by?: components["schemas"]["Practitioner"] | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            /** @description Since when: a year, a month or a day. */
            onset?: string | null;
            /**
             * Format: int32
             * @description Its place among the diagnoses of the encounter, 1 for the main one; 1 to 99.
             */
            rank?: number | null;
            role?: components["schemas"]["DiagnosisRole"] | null;
            severity?: components["schemas"]["ConditionSeverity"] | null;
            /** @description How sure it is. */
            verification_status?: components["schemas"]["ConditionVerification"];
        };
        /**
         * @description How bad it is.
         * @enum {string}
         */
        ConditionSeverity: "mild" | "moderate" | "severe";
        /**
         * @description How the condition is (condition-clinical).
         * @enum {string}
         */
        ConditionStatus: "active" | "recurrence" | "relapse" | "inactive" | "remission" | "resolved";
        /**
         * @description How sure it is (condition-ver-status).
         * @enum {string}
         */
        ConditionVerification: "unconfirmed" | "provisional" | "differential" | "confirmed" | "refuted";
        /** @description A value. */
        ConfigurationView: {
            /** @description What it is for. */
            comment: string;
            /**
             * @description `text`, `number`, `boolean`, `json` or `secret`.
             * @example text
             */
            kind: string;
            /** @description Its name. */
            name: string;
            /** @description The value; `***` for a secret. */
            value: Record<string, unknown>;
        };
        /** @description Shows that the authenticator was set up. */
        ConfirmCode: {
            /** @description The six digits that the authenticator shows. */
            code: components["schemas"]["SecretText"];
        };
        /** @description Sets a second factor up, or makes new recovery codes; the password is asked again. */
        ConfirmPassword: {
            /** @description The password of who is signed in. */
            password: components["schemas"]["SecretText"];
        };
        /** @description Statistics of a connector. */
        ConnectorCountsView: components["schemas"]["CountsView"] & {
            /** @description Its id. */
            id: string;
        };
        /** @description A source or destination. */
        ConnectorView: {
            /** @description What it is doing: `state` and, by state, `address` or `reason`. */
            connection: Record<string, unknown>;
            /**
             * Format: int64
             * @description How many peers are connected.
             */
            connections: number;
            /** @description `source` or `destination`. */
            direction: string;
            /** @description Its id; `source` for the source. */
            id: string;
            /**
             * @description The kind of connector.
             * @example mllp
             */
            kind: string;
        };
        /**
         * @description Level of consciousness (ACVPU).
         * @enum {string}
         */
        Consciousness: "alert" | "confusion" | "voice" | "pain" | "unresponsive";
        /** @description A content: `text` when it is UTF-8, else `base64`. */
        ContentView: {
            /** @description The text. */
            text: string;
        } | {
            /** @description The bytes, in base64. */
            base64: string;
        };
        /** @description A drug and a condition. */
        Contraindication: {
            /** @description What to take instead. */
            alternative?: string;
            /** @description What the condition is called. */
            condition: string;
            /** @description The drug. */
            drug: components["schemas"]["Selector"];
            /** @description Its ICD-10 codes by their beginnings, or from-to such as `I20-I25`. */
            icd10: string[];
            /** @description Why. */
            reason: string;
            /** @description Whether there are exceptions. */
            type: components["schemas"]["ContraindicationType"];
        };
        /**
         * @description Whether there are exceptions.
         * @enum {string}
         */
        ContraindicationType: "absolute" | "relative";
        /** @description A message in another format. */
        ConvertedView: {
            /** @description The message. */
            content: components["schemas"]["ContentView"];
        };
        /** @description A message to be turned into another format. */
        ConvertRequest: {
            /** @description The message. */
            content: components["schemas"]["ContentView"];
            format?: components["schemas"]["Format"] | null;
            /** @description What it is turned into. */
            to: components["schemas"]["Format"];
        };
        /** @description How many messages, since the channel was first deployed. `queued` is how many wait now. */
        CountsView: {
            /**
             * Format: int64
             * @description Given up.
             */
            error: number;
            /**
             * Format: int64
             * @description Not let pass by a filter.
             */
            filtered: number;
            /**
             * Format: int64
             * @description Waiting for delivery now.
             */
            queued: number;
            /**
             * Format: int64
             * @description Taken in.
             */
            received: number;
            /**
             * Format: int64
             * @description Delivered.
             */
            sent: number;
        };
        /** @description A clinician has seen it. */
        CriticalAcknowledgement: {
            /** @description What is done about it. */
            note?: string | null;
            /** @description The value as it is read; it must be the value of the result. */
            read_back: string;
        };
        /** @description A try to tell somebody, as it was. */
        CriticalCall: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who called. */
            by: string;
            /** @description In words. */
            note?: string | null;
            /** @description Whether somebody was reached and read the value back. */
            reached: boolean;
            /** @description Who was called. */
            to: string;
        };
        /** @description A try to tell somebody. */
        CriticalCallRequest: {
            /** @description In words. */
            note?: string | null;
            /** @description Whether somebody was reached. */
            reached: boolean;
            /** @description The value as they read it back; needed when somebody was reached. It must be the value of the result. */
            read_back?: string | null;
            /** @description Who was called: name and role. */
            to: string;
        };
        /**
         * @description What the worst is that may come (allergy-intolerance-criticality).
         * @enum {string}
         */
        Criticality: "low" | "high" | "unable-to-assess";
        /** @description A critical result that somebody must know of. */
        CriticalResult: {
            /**
             * Format: date-time
             * @description When.
             */
            acknowledged_at?: string | null;
            /** @description Who acknowledged it: who was reached, or who signed in and read it. */
            acknowledged_by?: string | null;
            /** @description Who was called, oldest first. */
            calls: components["schemas"]["CriticalCall"][];
            /** @description What was examined. */
            code: components["schemas"]["Code"];
            /**
             * Format: date-time
             * @description When it was found.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it is passed on next; absent when that is over.
             */
            escalates_at?: string | null;
            facility_id?: components["schemas"]["FacilityId"] | null;
            /** @description The id. */
            id: components["schemas"]["CriticalResultId"];
            /**
             * Format: int32
             * @description How often it was passed on to the next in charge, because nobody acknowledged it.
             */
            level: number;
            /** @description What is done about it. */
            note?: string | null;
            /** @description Of which order. */
            order_id: components["schemas"]["LabOrderId"];
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Which result. */
            result_id: components["schemas"]["LabResultId"];
            /** @description How far it is. */
            status: components["schemas"]["CriticalStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        CriticalResultId: string;
        /**
         * @description How far it is: `open → acknowledged | withdrawn`.
         * @enum {string}
         */
        CriticalStatus: "open" | "acknowledged" | "withdrawn";
        /**
         * @description How surely who does not tolerate the one does not tolerate the other.
         * @enum {string}
         */
        CrossLevel: "none" | "unlikely" | "possible" | "probable" | "certain";
        /** @description An allergy, and what else is to be avoided. */
        CrossSensitivity: {
            /** @description What to do. */
            advice: string;
            /** @description What it is against. */
            allergen: components["schemas"]["Selector"];
            /** @description What else. */
            cross: components["schemas"]["Selector"];
            /** @description What the allergy is called. */
            group: string;
            /** @description How surely. */
            level: components["schemas"]["CrossLevel"];
            /** @description How often, as reported. */
            rate?: string;
        };
        /** @description Code of ISO 4217, such as SDG */
        Currency: string;
        /** @description An opaque place in a list; give it back to get the next page. */
        Cursor: string;
        /** @description Who had a specimen, and what was done with it (chain of custody). */
        CustodyEntry: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who did it. */
            by: string;
            /** @description Where it was then, or on what. */
            location?: string | null;
            /** @description Why, or at which temperature. */
            note?: string | null;
            /** @description What it became. */
            status: components["schemas"]["SpecimenStatus"];
        };
        /**
         * @description A part of the day, in the facility's zone.
         * @enum {string}
         */
        DayPart: "morning" | "afternoon" | "evening" | "any";
        /** @description A decimal number as text, such as 5.40 */
        Decimal: string;
        /** @description What the standard says of a place. */
        DefinitionView: {
            /**
             * @description Its data type.
             * @example CX
             */
            data_type?: string | null;
            /**
             * Format: int32
             * @description How often it may be there; absent for any number.
             */
            max_repetitions?: number | null;
            /**
             * @description What it is called.
             * @example Patient Identifier List
             */
            name: string;
            /**
             * @description Whether it must be there: `R` required, `O` optional, `C` conditional and so on.
             * @example R
             */
            optionality?: string | null;
            /**
             * @description The number of the table of its codes.
             * @example 0203
             */
            table?: string | null;
            /** @description What the table is called. */
            table_name?: string | null;
        };
        /** @description How much a value may differ from the patient's last one before it is marked (delta check). */
        DeltaLimit: {
            absolute?: components["schemas"]["Decimal"] | null;
            /**
             * Format: int32
             * @description More than this many per cent of the last value, 1 to 1000.
             */
            percent?: number | null;
            /**
             * Format: int32
             * @description Within this many hours, 1 to 8760.
             */
            within_hours: number;
        };
        /** @description A department of a facility. */
        Department: {
            /** @description The building. */
            building?: string | null;
            /** @description Short code, unique in the facility. */
            code: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description Where it is. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The floor. */
            floor?: string | null;
            /** @description Who heads it. */
            head?: string | null;
            /** @description The id. */
            id: components["schemas"]["DepartmentId"];
            /** @description What it does. */
            kind: components["schemas"]["DepartmentKind"];
            /** @description The name. */
            name: string;
            /** @description Whether it is in use. */
            status?: components["schemas"]["PlaceStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        DepartmentId: string;
        /**
         * @description What a department does.
         * @enum {string}
         */
        DepartmentKind: "emergency" | "icu" | "surgery" | "radiology" | "laboratory" | "pharmacy" | "cardiology" | "oncology" | "pediatrics" | "obstetrics" | "other";
        /** @description A department to be made, or as it is to be from now on. */
        DepartmentRequest: {
            /** @description The building. */
            building?: string | null;
            /** @description Short code, unique in the facility. */
            code: string;
            /** @description The floor. */
            floor?: string | null;
            /** @description Who heads it. */
            head?: string | null;
            /** @description What it does. */
            kind: components["schemas"]["DepartmentKind"];
            /** @description The name. */
            name: string;
            /** @description Whether it is in use. */
            status?: components["schemas"]["PlaceStatus"];
        };
        /** @description Which channels are deployed, and how. */
        DeployRequest: {
            /** @description Leaves those alone that are deployed as they are in the folder. */
            only_changed?: boolean;
            /** @description Which. */
            select?: components["schemas"]["Selection"];
            /** @description Deploys those that the channels depend on too. */
            with_dependencies?: boolean;
        };
        /** @description A message to be described. */
        DescribeRequest: {
            /** @description The message. */
            content: components["schemas"]["ContentView"];
            format?: components["schemas"]["Format"] | null;
        };
        /** @description A message as a list of its places, in its order. A place is within the last one before it whose level is lower. */
        DescriptionView: {
            /**
             * @description The format.
             * @example HL7 v2
             */
            format: string;
            /** @description Whether there are more. */
            is_cut: boolean;
            /** @description The places that hold something; at most 20,000. */
            places: components["schemas"]["PlaceView"][];
            /**
             * @description The message structure.
             * @example ORU_R01
             */
            structure?: string | null;
            /**
             * @description The version of the standard that names are from.
             * @example 2.5.1
             */
            version?: string | null;
        };
        /** @description An alarm. There is one open alarm for each vital sign of a patient. */
        DeviceAlarm: {
            /**
             * Format: date-time
             * @description When.
             */
            acknowledged_at?: string | null;
            /** @description Who has seen to it. */
            acknowledged_by?: string | null;
            /** @description Which device raised it. */
            device_id: components["schemas"]["DeviceId"];
            /**
             * Format: date-time
             * @description When it is told to more people unless somebody sees to it.
             */
            escalates_at?: string | null;
            /**
             * Format: int32
             * @description How often it was told to more people since nobody saw to it.
             */
            escalation_level: number;
            /** @description In which facility. */
            facility: string;
            /** @description Its id. */
            id: components["schemas"]["AlarmId"];
            /** @description What it is about. */
            kind: components["schemas"]["AlarmKind"];
            /**
             * Format: double
             * @description The value that came last.
             */
            last_value?: number | null;
            /**
             * Format: double
             * @description The limit that it is beyond.
             */
            limit?: number | null;
            /**
             * Format: int32
             * @description How many values within the limits came since the last one beyond.
             */
            n_normal: number;
            /** @description What was said to it. */
            note?: string | null;
            parameter?: components["schemas"]["VitalParameter"] | null;
            patient_id?: components["schemas"]["PatientId"] | null;
            /**
             * Format: date-time
             * @description When it was raised.
             */
            raised_at: string;
            /**
             * Format: date-time
             * @description When.
             */
            resolved_at?: string | null;
            /** @description Who ended it; absent: the values did. */
            resolved_by?: string | null;
            /** @description How bad it is. */
            severity: components["schemas"]["AlarmSeverity"];
            /** @description How far it is. */
            state: components["schemas"]["AlarmState"];
            /**
             * Format: double
             * @description The value that raised it, or made it critical.
             */
            value?: number | null;
        };
        /** @description A time during which a device measured one patient. */
        DeviceAssociation: {
            /** @description Which device. */
            device_id: components["schemas"]["DeviceId"];
            /**
             * Format: date-time
             * @description To before when; absent while it lasts.
             */
            ended_at?: string | null;
            /** @description By whom it was ended. */
            ended_by?: string | null;
            /** @description Its id. */
            id: components["schemas"]["AssociationId"];
            /** @description Whom. */
            patient_id: components["schemas"]["PatientId"];
            /**
             * Format: date-time
             * @description From when.
             */
            started_at: string;
            /** @description By whom. */
            started_by: string;
        };
        /** @description ULID, 26 characters */
        DeviceId: string;
        /**
         * @description What it is for its encounter (HL7 table 0052; FHIR diagnosis-role).
         * @enum {string}
         */
        DiagnosisRole: "admitting" | "working" | "final" | "comorbidity";
        /** @description Two revisions compared. */
        DiffView: {
            /** @description The files that differ. */
            files: components["schemas"]["FileDiffView"][];
            /**
             * Format: int64
             * @description The older side.
             */
            from: number;
            /**
             * Format: int64
             * @description The newer side.
             */
            to: number;
        };
        /** @description What was handed out at one time. */
        Dispense: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description From which batch. */
            batch?: string | null;
            /** @description Who handed it out. */
            by: string;
            /**
             * Format: int32
             * @description How many units: tablets, ampoules, millilitres.
             */
            quantity: number;
        };
        /** @description What is handed out. */
        DispenseRequest: {
            /** @description From which batch. */
            batch?: string | null;
            /**
             * Format: date-time
             * @description The last day that the batch may be used.
             */
            expires_at?: string | null;
            /**
             * Format: int32
             * @description How many units.
             */
            quantity: number;
        };
        /** @description How much at a time, and how often. */
        Dose: {
            /**
             * Format: double
             * @description How much at a time; more than 0.
             */
            amount: number;
            /**
             * Format: double
             * @description How often a day, at most; 0.5 is every other day.
             */
            times_per_day: number;
            /** @description UCUM: `mg`, `g`, `ug`, `mmol`, `[iU]`; `mcg`, `IU` and `unit` are understood. */
            unit: string;
        };
        /** @description The most of a drug by one route. */
        DoseLimit: {
            /**
             * Format: double
             * @description A day.
             */
            adult_daily?: number | null;
            /**
             * Format: double
             * @description At a time.
             */
            adult_single?: number | null;
            /**
             * Format: double
             * @description A day for any child; in the unit without `/kg`.
             */
            child_daily?: number | null;
            /**
             * Format: double
             * @description A day for each kg of a child; in the unit without `/kg`.
             */
            child_daily_per_kg?: number | null;
            /** @description The drug's id. */
            drug: string;
            /**
             * Format: double
             * @description Not for who is younger, in months.
             */
            min_age_months?: number | null;
            /**
             * Format: double
             * @description Not for who is lighter, in kg.
             */
            min_weight_kg?: number | null;
            /** @description What to mind. */
            note?: string;
            /**
             * Format: double
             * @description The dose is to be thought over below it, in mL/min/1.73 m².
             */
            review_below_egfr?: number | null;
            /** @description `oral`, `iv`, `im`, `sc`, `neb`. */
            route: string;
            /** @description Of the adult limits: `mg`, `g`, `mmol`, `unit`, or each per kg of body weight: `mg/kg`. */
            unit: string;
        };
        /** @description A drug, by its code or its name; with both the code counts. */
        Drug: {
            /** @description The name: international non-proprietary, or another that the facts know. A strength and a form behind it are not minded. */
            name?: string | null;
            /** @description The RxNorm concept (RxCUI) of the ingredient. */
            rxcui?: string | null;
        };
        /** @description A drug that the checks know. */
        DrugFact: {
            /** @description Other names. */
            aliases?: string[];
            /** @description Its class tags. */
            classes?: string[];
            /** @description Ids of the drugs that it is made of, when they are facts of their own. */
            components?: string[];
            /** @description The name that is shown. */
            name: string;
            /** @description The RxNorm concept of the ingredient. */
            rxcui?: string | null;
        };
        /** @description One drug that somebody takes or is to take. */
        DrugOrder: {
            dose?: components["schemas"]["Dose"] | null;
            /** @description The drug. */
            drug: components["schemas"]["Drug"];
            /** @description What the caller calls it, such as the prescription's id; given back with each alert. */
            reference?: string | null;
            /** @description By which way: `oral`, `iv`, `im`, `sc`, `neb`, … */
            route?: string | null;
        };
        /**
         * @description How a dose stands to its time.
         * @enum {string}
         */
        DueState: "upcoming" | "due" | "overdue" | "noted";
        /** @description A record that may be of the same person. */
        DuplicateCandidate: {
            /** @description What the score says. */
            certainty: components["schemas"]["MatchCertainty"];
            /** @description The record. */
            patient: components["schemas"]["Patient"];
            /** @description What it is made of. */
            reasons: components["schemas"]["MatchReason"][];
            /**
             * Format: int32
             * @description 0 to 100.
             */
            score: number;
        };
        /** @description Records that may be of the same person, the likeliest first; at most 20. */
        DuplicateCandidates: {
            /** @description The records. */
            items: components["schemas"]["DuplicateCandidate"][];
        };
        /** @description A class of which one drug is enough. */
        DuplicateClass: {
            /** @description The class tag. */
            class: string;
        };
        /** @description One visit or stay. */
        Encounter: {
            /**
             * Format: date-time
             * @description When it began.
             */
            admit_time?: string | null;
            attending?: components["schemas"]["Practitioner"] | null;
            /** @description What kind of stay. */
            class: components["schemas"]["EncounterClass"];
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description Where to, as sent (HL7 table 0112). */
            discharge_disposition?: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            discharge_time?: string | null;
            /** @description The id. */
            id: components["schemas"]["EncounterId"];
            location?: components["schemas"]["Location"] | null;
            /** @description All places in order, the present one among them. */
            locations: components["schemas"]["LocationStay"][];
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Why. */
            reason?: string | null;
            /** @description How far it is. */
            status: components["schemas"]["EncounterStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            visit_number?: components["schemas"]["AssignedNumber"] | null;
        };
        /**
         * @description What kind of stay it is (HL7 table 0004).
         * @enum {string}
         */
        EncounterClass: "inpatient" | "outpatient" | "emergency" | "preadmit" | "recurring" | "obstetrics";
        /** @description ULID, 26 characters */
        EncounterId: string;
        /**
         * @description How far it is (FHIR encounter-status).
         *
         *     `planned → in-progress → finished`; `cancelled` from planned or in-progress; back by cancelling the discharge or admitting again.
         * @enum {string}
         */
        EncounterStatus: "planned" | "in-progress" | "finished" | "cancelled";
        /** @description Sets a second factor up while signing in. */
        EnrolByChallenge: {
            /** @description What the first step gave. */
            challenge: components["schemas"]["SecretText"];
        };
        /** @description Tokens of a sign-in that set a second factor up. */
        EnrolledSignIn: {
            /** @description Ten recovery codes; shown once. */
            recovery_codes: components["schemas"]["SecretText"][];
            /** @description The tokens. */
            tokens: components["schemas"]["Tokens"];
        };
        /** @description Why a record should never have been there (FHIR `entered-in-error`). */
        EnteredInError: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who said so. */
            by: string;
            /** @description Why. */
            reason: string;
        };
        /** @description What was found by one test. */
        EnteredResult: {
            /** @description Remarks. */
            note?: string | null;
            /** @description The test of the order, by its code in the catalogue. */
            test: components["schemas"]["LabTestId"];
            /** @description What was found; of the kind that the test has. Range, unit and flags come from the catalogue. */
            value: components["schemas"]["ResultValue"];
        };
        /** @description An entry with its number, as it is hashed. */
        Entry: components["schemas"]["NewEntry"] & {
            /**
             * Format: int64
             * @description Counts from 1 without gaps.
             */
            n: number;
        };
        /** @description ULID, 26 characters */
        EventId: string;
        /** @description A hospital, clinic or other site. */
        Facility: {
            /** @description Street, town, state. */
            address?: string | null;
            /** @description Whether it is open day and night. */
            always_open?: boolean;
            /** @description Short code, unique, such as `KRT`. */
            code: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description The id. */
            id: components["schemas"]["FacilityId"];
            /** @description What kind of site. */
            kind: components["schemas"]["FacilityKind"];
            /** @description The number of its licence. */
            licence?: string | null;
            /** @description The name. */
            name: string;
            /** @description The telephone number. */
            phone?: string | null;
            /** @description What is done there, in a word each. */
            services?: string[];
            /** @description Whether it is in use. */
            status?: components["schemas"]["PlaceStatus"];
            /** @description The time zone, by its name in the tz database, such as `Africa/Khartoum`. */
            time_zone: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        FacilityId: string;
        /**
         * @description What kind of site it is.
         * @enum {string}
         */
        FacilityKind: "hospital" | "clinic" | "lab" | "pharmacy" | "rehabilitation" | "urgent-care" | "diagnostic-center" | "specialty-clinic";
        /** @description A facility to be made, or as it is to be from now on. */
        FacilityRequest: {
            /** @description Street, town, state. */
            address?: string | null;
            /** @description Whether it is open day and night. */
            always_open?: boolean;
            /** @description Short code, unique, such as `KRT`. */
            code: string;
            /** @description What kind of site. */
            kind: components["schemas"]["FacilityKind"];
            /** @description The number of its licence. */
            licence?: string | null;
            /** @description The name. */
            name: string;
            /** @description The telephone number. */
            phone?: string | null;
            /** @description What is done there, in a word each. */
            services?: string[];
            /** @description Whether it is in use. */
            status?: components["schemas"]["PlaceStatus"];
            /** @description The time zone, by its name in the tz database, such as `Africa/Khartoum`. */
            time_zone: string;
        };
        /** @description Settings of a facility. */
        FacilitySettings: {
            /**
             * Format: int32
             * @description How long an appointment lasts when nobody says, in minutes; a multiple of 5.
             */
            appointment_minutes?: number;
            /** @description Whether the end of an encounter releases its bed. */
            automatic_bed_release?: boolean;
            /**
             * Format: int32
             * @description How many days ahead appointments are made.
             */
            booking_days_ahead?: number;
            /**
             * Format: int32
             * @description A cancellation later than so many hours before is marked as late.
             */
            cancel_notice_hours?: number;
            /** @description The currency (ISO 4217). */
            currency?: string;
            /** @description The language (BCP 47). */
            language?: string;
            /**
             * Format: int32
             * @description So many minutes after its beginning, a patient who is not there is marked as not come.
             */
            no_show_minutes?: number;
            /** @description So many hours before an appointment the patient is reminded. */
            reminder_hours?: number[];
            /** @description Whether patients come without an appointment. */
            walk_ins?: boolean;
        };
        /** @description One fact. */
        Fact: (components["schemas"]["DrugFact"] & {
            /** @enum {string} */
            kind: "drugs";
        }) | (components["schemas"]["Interaction"] & {
            /** @enum {string} */
            kind: "interactions";
        }) | (components["schemas"]["CrossSensitivity"] & {
            /** @enum {string} */
            kind: "cross-sensitivities";
        }) | (components["schemas"]["Contraindication"] & {
            /** @enum {string} */
            kind: "contraindications";
        }) | (components["schemas"]["DoseLimit"] & {
            /** @enum {string} */
            kind: "dose-limits";
        }) | (components["schemas"]["DuplicateClass"] & {
            /** @enum {string} */
            kind: "duplicate-classes";
        }) | (components["schemas"]["Guideline"] & {
            /** @enum {string} */
            kind: "guidelines";
        });
        /** @description A fact of this site. */
        FactChange: {
            /** @description Off: checks do as if it were not there. */
            active?: boolean;
            /** @description What it says; `kind` is the kind in the path. */
            fact: components["schemas"]["Fact"];
            /** @description The name and office of who stands for it. Absent: nobody yet. */
            reviewer?: string | null;
            /** @description Where it comes from, at most 500 characters. Absent: the user's name. */
            source?: string | null;
        };
        /**
         * @description The kinds of facts.
         * @enum {string}
         */
        FactKind: "drugs" | "interactions" | "cross-sensitivities" | "contraindications" | "dose-limits" | "duplicate-classes" | "guidelines";
        /**
         * @description Whose row it is.
         * @enum {string}
         */
        FactOrigin: "shipped" | "site";
        /** @description A fact with what is known of it. */
        FactRow: {
            /** @description Off: checks do as if it were not there. */
            active: boolean;
            /** @description What it says. */
            fact: components["schemas"]["Fact"];
            /** @description The id among its kind. */
            id: string;
            /** @description Whose row it is. */
            origin: components["schemas"]["FactOrigin"];
            /**
             * Format: date-time
             * @description When.
             */
            reviewed_at?: string | null;
            /** @description Who signed it; absent: unreviewed. */
            reviewed_by?: string | null;
            /** @description Where it comes from. */
            source: string;
        };
        /** @description Which fact it rests on, and whether somebody stands for it. */
        FactSource: {
            /** @description Its id among these. */
            id: string;
            /** @description The kind of fact. */
            kind: components["schemas"]["FactKind"];
            /** @description Who signed it; absent: unreviewed seed data. */
            reviewed_by?: string | null;
            /** @description Where it comes from. */
            source: string;
        };
        /** @description What the facts are worth. */
        FactsState: {
            /** @description Kind by kind. */
            kinds: components["schemas"]["KindState"][];
            /** @description To be shown with every answer; absent when somebody signed all of them. */
            notice?: string | null;
            /** @description The version of the shipped facts. */
            version: string;
        };
        /** @description A file: `text` when it is UTF-8, else `base64`. */
        FileContent: {
            /** @description The text. */
            text: string;
        } | {
            /** @description The bytes, in base64. */
            base64: string;
        };
        /** @description The difference of one file. */
        FileDiffView: {
            /**
             * @description `added`, `removed` or `changed`.
             * @example changed
             */
            change: string;
            /** @description The file. */
            path: string;
            /** @description The unified difference; absent when a side is no text or too large. */
            text?: string | null;
        };
        /** @description Something that is not as it was written. Numbers are those that entries carry. */
        Finding: {
            /** @enum {string} */
            kind: "changed";
            /**
             * Format: int64
             * @description Its number.
             */
            n: number;
        } | {
            /**
             * Format: int64
             * @description The first.
             */
            from: number;
            /** @enum {string} */
            kind: "removed";
            /**
             * Format: int64
             * @description The last.
             */
            to: number;
        } | {
            /** @enum {string} */
            kind: "inserted";
            /**
             * Format: int64
             * @description Its row.
             */
            row: number;
        } | {
            /** @enum {string} */
            kind: "index";
            /**
             * Format: int64
             * @description The number of the entry.
             */
            n: number;
        } | {
            /** @enum {string} */
            kind: "head";
        };
        /**
         * @description A format that messages have or are turned into.
         * @enum {string}
         */
        Format: "hl7v2" | "x12" | "fhir_json" | "fhir_xml" | "json" | "xml";
        /** @description What a result was before it was replaced. */
        FormerResult: {
            /** @description The flags. */
            flags: components["schemas"]["ResultFlag"][];
            /** @description Why, when somebody corrected it. */
            reason?: string | null;
            /** @description The range of normal. */
            reference_range?: string | null;
            /**
             * Format: date-time
             * @description When it was replaced.
             */
            replaced_at: string;
            /** @description Who replaced it; absent when a report did. */
            replaced_by?: string | null;
            /** @description How sure it was. */
            status: components["schemas"]["ResultStatus"];
            /** @description The unit. */
            unit?: string | null;
            value?: components["schemas"]["ResultValue"] | null;
        };
        /** @description A time that can be booked. */
        FreeSlot: {
            department_id?: components["schemas"]["DepartmentId"] | null;
            /**
             * Format: date-time
             * @description When it ends.
             */
            ends_at: string;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description In which room. */
            room?: string | null;
            /**
             * Format: date-time
             * @description When it begins.
             */
            starts_at: string;
        };
        /**
         * @description Administrative gender (FHIR administrative-gender).
         * @enum {string}
         */
        Gender: "male" | "female" | "other" | "unknown";
        /** @description A recommendation for who has a condition and is to get a drug. */
        Guideline: {
            /** @description Which drugs. */
            drug: components["schemas"]["Selector"];
            /** @description How well that is founded: `A` to `D`. */
            evidence: string;
            /** @description Which conditions, as in a contraindication; none: any. */
            icd10?: string[];
            /** @description What it recommends. */
            recommendation: string;
            /** @description The title. */
            title: string;
        };
        /** @description A drug that needs a second person. */
        HighAlertDrug: {
            /** @description Such as `anticoagulant`, `insulin`, `opioid`. */
            category: string;
            /** @description Why. */
            kind: components["schemas"]["HighAlertKind"];
            /** @description Its name, in lower case. */
            name: string;
        };
        /**
         * @description Why a drug is on the list.
         * @enum {string}
         */
        HighAlertKind: "high-alert" | "look-alike-sound-alike" | "narrow-therapeutic-index" | "high-risk-elderly";
        /** @description A name (HL7 XPN; FHIR HumanName). */
        HumanName: {
            /** @description Family name. */
            family?: string | null;
            /** @description Given names in order, the father's and grandfather's names among them where that is the custom. */
            given?: string[];
            /** @description Before the name, such as `Dr`. */
            prefix?: string | null;
            /** @description After the name, such as `Jr`. */
            suffix?: string | null;
            /** @description `official`, `usual`, `maiden`, `nickname`, `temp`, `anonymous`, `old`, or the sender's word. */
            use?: string | null;
        };
        /** @description A number of a patient (HL7 CX; FHIR Identifier). System and value together belong to one patient at a time. */
        Identifier: {
            /** @description Who gave it out (assigning authority or URI); empty when the sender did not say. */
            system?: string;
            /** @description What kind it is (HL7 table 0203: `MR`, `NI`, `SS` …). */
            type?: string | null;
            /** @description The number itself. */
            value: string;
        };
        /** @description An immunisation. */
        Immunization: {
            /** @description Who made this version. */
            changed_by: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /**
             * Format: double
             * @description How much, in mL; more than 0 and at most 50.
             */
            dose_ml?: number | null;
            /**
             * Format: int32
             * @description Which dose of the series, 1 to 50.
             */
            dose_number?: number | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            entered_in_error?: components["schemas"]["EnteredInError"] | null;
            /** @description The id. */
            id: components["schemas"]["ImmunizationId"];
            /** @description The last day that the lot may be used, `YYYY-MM-DD`. */
            lot_expires_on?: string | null;
            /** @description The lot; at most 50 characters. */
            lot_number?: string | null;
            /** @description Who made it; at most 200 characters. */
            manufacturer?: string | null;
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            /**
             * Format: date-time
             * @description When it was given, or was to be.
             */
            occurred_at: string;
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            performer?: components["schemas"]["Practitioner"] | null;
            /** @description What came after it; at most 1000 characters. */
            reaction?: string | null;
            /** @description Who recorded it. */
            recorded_by: string;
            /** @description True when it is known from a card or from what somebody told, and was not given here. */
            reported?: boolean;
            route?: components["schemas"]["Code"] | null;
            /**
             * Format: int32
             * @description How many doses the series has, 1 to 50.
             */
            series_doses?: number | null;
            site?: components["schemas"]["Code"] | null;
            source?: components["schemas"]["CommandSource"] | null;
            /** @description Whether it was given. */
            status?: components["schemas"]["ImmunizationStatus"];
            /** @description Why it was not given; at most 500 characters. */
            status_reason?: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /** @description Which vaccine: a CVX code (`http://hl7.org/fhir/sid/cvx`, 1 to 3 digits), or a code of another system. */
            vaccine: components["schemas"]["Code"];
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        ImmunizationId: string;
        /** @description An immunisation, as somebody records it. */
        ImmunizationRequest: {
            /**
             * Format: double
             * @description How much, in mL; more than 0 and at most 50.
             */
            dose_ml?: number | null;
            /**
             * Format: int32
             * @description Which dose of the series, 1 to 50.
             */
            dose_number?: number | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /** @description The last day that the lot may be used, `YYYY-MM-DD`. */
            lot_expires_on?: string | null;
            /** @description The lot; at most 50 characters. */
            lot_number?: string | null;
            /** @description Who made it; at most 200 characters. */
            manufacturer?: string | null;
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            /**
             * Format: date-time
             * @description When it was given, or was to be.
             */
            occurred_at: string;
            performer?: components["schemas"]["Practitioner"] | null;
            /** @description What came after it; at most 1000 characters. */
            reaction?: string | null;
            /** @description True when it is known from a card or from what somebody told, and was not given here. */
            reported?: boolean;
            route?: components["schemas"]["Code"] | null;
            /**
             * Format: int32
             * @description How many doses the series has, 1 to 50.
             */
            series_doses?: number | null;
            site?: components["schemas"]["Code"] | null;
            /** @description Whether it was given. */
            status?: components["schemas"]["ImmunizationStatus"];
            /** @description Why it was not given; at most 500 characters. */
            status_reason?: string | null;
            /** @description Which vaccine: a CVX code (`http://hl7.org/fhir/sid/cvx`, 1 to 3 digits), or a code of another system. */
            vaccine: components["schemas"]["Code"];
        };
        /**
         * @description Whether it was given (immunization-status).
         * @enum {string}
         */
        ImmunizationStatus: "completed" | "not-done";
        /** @description What became of one line. */
        ImportedView: {
            /** @description The number that the message has here. */
            id?: string | null;
            /** @description Which, from 1. */
            line: number;
            /** @description Why it was not imported. */
            problem?: string | null;
        };
        /** @description What happens between two. */
        Interaction: {
            /** @description The one. */
            a: components["schemas"]["Selector"];
            /** @description The other. */
            b: components["schemas"]["Selector"];
            /** @description What may happen. */
            effect: string;
            /** @description What to do. */
            management: string;
            /** @description Why it happens. */
            mechanism: string;
            /** @description How it is shown. */
            mode: components["schemas"]["AlertMode"];
            /** @description How bad it would be. */
            severity: components["schemas"]["Severity"];
        };
        /** @description ULID, 26 characters */
        InventoryItemId: string;
        /** @description An invoice. Once issued, its lines and `total` stay; what is open changes by payments and adjustments. */
        Invoice: {
            /** @description Of which account. */
            account_id: components["schemas"]["BillingAccountId"];
            /** @description What adjustments changed: below 0 when they took away. */
            adjusted: components["schemas"]["Money"];
            /** @description What is open: `total` and `adjusted` less `paid`; never below 0. */
            balance: components["schemas"]["Money"];
            /** @description Who drafted it. */
            by: string;
            /**
             * Format: date-time
             * @description When it was drafted.
             */
            created_at: string;
            /** @description In which currency all its amounts are. */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int32
             * @description In how many days after the issue it is due.
             */
            due_days: number;
            /**
             * Format: date
             * @description The last day to pay, in the facility's zone.
             */
            due_on?: string | null;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The id. */
            id: components["schemas"]["InvoiceId"];
            /** @description The number, in one row without gaps for each facility; absent while it is a draft. */
            invoice_number?: string | null;
            /**
             * Format: date-time
             * @description When it was issued.
             */
            issued_at?: string | null;
            /** @description The lines. */
            lines: components["schemas"]["InvoiceLine"][];
            /** @description The sum of the lines without tax. */
            net: components["schemas"]["Money"];
            /** @description What is printed on it. */
            notes?: string | null;
            /** @description What payments are allocated to it. */
            paid: components["schemas"]["Money"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description How far it is. */
            status: components["schemas"]["InvoiceStatus"];
            /** @description The sum of the lines' taxes. */
            tax: components["schemas"]["Money"];
            /** @description `net` and `tax`. */
            total: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
            /** @description Why it is void. */
            void_reason?: string | null;
            /** @description What of `adjusted` was given up as not to be had; 0 or below. */
            written_off: components["schemas"]["Money"];
        };
        /** @description ULID, 26 characters */
        InvoiceId: string;
        /** @description One line: a charge as it was when the invoice was drafted. */
        InvoiceLine: {
            /** @description What kind of thing. */
            category: components["schemas"]["ChargeCategory"];
            /** @description Which charge. */
            charge_id: components["schemas"]["ChargeId"];
            /** @description Its code. */
            code: string;
            /** @description What it is. */
            description: string;
            /**
             * Format: int32
             * @description From 1.
             */
            line_number: number;
            /** @description Price by quantity. */
            net: components["schemas"]["Money"];
            /** @description The code in a system of procedures. */
            procedure_code?: string | null;
            /**
             * Format: int32
             * @description How many.
             */
            quantity: number;
            /**
             * Format: date-time
             * @description When it was done.
             */
            service_at: string;
            /** @description The tax: `net` by the rate, rounded for the line, a half to the even neighbour. */
            tax: components["schemas"]["Money"];
            /** @description The rate of tax. */
            tax_rate: components["schemas"]["BasisPoints"];
            /** @description `net` and `tax`. */
            total: components["schemas"]["Money"];
            /** @description What one costs. */
            unit_price: components["schemas"]["Money"];
        };
        /** @description A draft to be made of charges. */
        InvoiceRequest: {
            /** @description Of which account. */
            account_id: components["schemas"]["BillingAccountId"];
            /** @description Which charges, 1 to 500. Absent: all that are pending, the 500 oldest of them. */
            charge_ids?: components["schemas"]["ChargeId"][] | null;
            /**
             * Format: int32
             * @description In how many days it is due, 0 to 365. Absent: as the facility has settled.
             */
            due_days?: number | null;
            /** @description What is to be printed on it. */
            notes?: string | null;
        };
        /**
         * @description How far an invoice is.
         *
         *     ```text
         *     draft ──► issued ──► partly-paid ──► paid
         *       │         │  ▲          │  ▲        │ (back when a payment is reversed)
         *       │         │  └──────────┘  └────────┘
         *       │         ├──────► written-off ◄─── partly-paid
         *       └► cancelled      void ◄── issued (nothing paid or adjusted)
         *     ```
         * @enum {string}
         */
        InvoiceStatus: "draft" | "issued" | "partly-paid" | "paid" | "written-off" | "void" | "cancelled";
        /** @description A new key. */
        IssuedApiKey: {
            /** @description For the header `Authorization: Bearer`; shown this once. */
            api_key: components["schemas"]["SecretText"];
            /** @description What is known of it. */
            key: components["schemas"]["ApiKey"];
        };
        /** @description How much of an item a facility has. */
        ItemAvailability: {
            /**
             * Format: int64
             * @description How many units can be issued: of batches that may be used, not in quarantine, not kept back.
             */
            available: number;
            /** @description In which facility. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description Whether that is at or below the item's reorder level. */
            is_low: boolean;
            /** @description Of which item. */
            item_id: components["schemas"]["InventoryItemId"];
            /**
             * Format: int64
             * @description How many units are there, of all batches and in all places.
             */
            on_hand: number;
            /**
             * Format: int64
             * @description How many units are kept back for somebody.
             */
            reserved: number;
        };
        /** @description Files to save or to check. */
        ItemFiles: {
            /** @description Why it is changed. */
            comment?: string;
            /** @description All files of the item by path; what is not in it is removed. */
            files: {
                [key: string]: components["schemas"]["FileContent"];
            };
        };
        /** @description An item with its files. */
        ItemFilesView: {
            /** @description The files by path. */
            files: {
                [key: string]: components["schemas"]["FileContent"];
            };
            /** @description `channel`, `library`, `lookup`, `script`, `alert` or `configuration`. */
            kind: string;
            /** @description Its name. */
            name: string;
            /** @description What is wrong with it; only told of the current revision. */
            problems: string[];
            /** @description Which state it is. */
            revision: components["schemas"]["RevisionView"];
        };
        /** @description What became of one item. */
        ItemOutcome: {
            /** @description The item, such as `channel/adt-inbound`. */
            item: string;
            /** @description Why it failed, or what is wrong with it. */
            problems?: string[];
            /**
             * @description `created`, `changed`, `unchanged`, `deleted` or `failed`.
             * @example created
             */
            result: string;
        };
        /** @description What the facts of a kind are worth. */
        KindState: {
            /** @description How many count. */
            active: number;
            /** @description The kind. */
            kind: components["schemas"]["FactKind"];
            /** @description How many of them nobody signed. */
            unreviewed: number;
        };
        /** @description An allergy that is known. */
        KnownAllergy: {
            /** @description How bad it was. */
            severity?: components["schemas"]["AllergySeverity"];
            /** @description The drug, or by `name` a group such as `penicillin`. */
            substance: components["schemas"]["Drug"];
        };
        /** @description A request for laboratory work. */
        LabOrder: {
            /** @description Why it was given up, where somebody said so. */
            cancel_reason?: string | null;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            facility_id?: components["schemas"]["FacilityId"] | null;
            /** @description The laboratory's numbers, one for each part that it reports (OBR-3). */
            filler_numbers: components["schemas"]["AssignedNumber"][];
            /** @description The id. */
            id: components["schemas"]["LabOrderId"];
            /** @description Whether a specimen is to be collected: none is there that the laboratory can use. */
            needs_specimen?: boolean;
            /** @description Our number, `LAB-` and the id's last ten characters. */
            order_number: string;
            ordering_provider?: components["schemas"]["Practitioner"] | null;
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            placer_number?: components["schemas"]["AssignedNumber"] | null;
            /** @description How urgent it is. */
            priority: components["schemas"]["Priority"];
            /** @description Why. */
            reason?: string | null;
            /**
             * Format: date-time
             * @description When it was ordered.
             */
            requested_at?: string | null;
            /** @description How far it is. */
            status: components["schemas"]["OrderStatus"];
            /** @description What is to be done. */
            tests: components["schemas"]["Code"][];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
        };
        /** @description Why an order is given up. */
        LabOrderCancellation: {
            /** @description In words. */
            reason: string;
        };
        /** @description An order of the catalogue's tests and panels. */
        LabOrderEntry: {
            /** @description Codes of tests and panels; a panel is ordered as its tests. */
            codes: string[];
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /** @description Where it is ordered. */
            facility_id: components["schemas"]["FacilityId"];
            ordering_provider?: components["schemas"]["Practitioner"] | null;
            /** @description For whom. */
            patient_id: components["schemas"]["PatientId"];
            /** @description How urgent it is. */
            priority?: components["schemas"]["Priority"];
            /** @description Why. */
            reason?: string | null;
        };
        /** @description ULID, 26 characters */
        LabOrderId: string;
        /** @description Tests that are ordered together. */
        LabPanel: {
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description The id. */
            id: components["schemas"]["LabPanelId"];
            /** @description The panel. */
            panel: components["schemas"]["LabPanelRequest"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        LabPanelId: string;
        /** @description A panel as it is to be. */
        LabPanelRequest: {
            /** @description Whether it may be ordered. */
            active?: boolean;
            /** @description Its code; no two panels have the same. */
            code: components["schemas"]["Code"];
            /** @description Its tests, in the order of a report. */
            test_ids: components["schemas"]["LabTestId"][];
        };
        /** @description One result. */
        LabResult: {
            /** @description What was examined. */
            code: components["schemas"]["Code"];
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description Who entered it; absent when a message brought it. */
            entered_by?: string | null;
            /** @description Signs that it is out of the ordinary. */
            flags: components["schemas"]["ResultFlag"][];
            /** @description What was reported before, oldest first. */
            former: components["schemas"]["FormerResult"][];
            /** @description The id; stays the same when the result is corrected. */
            id: components["schemas"]["LabResultId"];
            /** @description Remarks. */
            notes: string[];
            /**
             * Format: date-time
             * @description When it was observed (OBX-14, else OBR-7).
             */
            observed_at?: string | null;
            /** @description The order it answers. */
            order_id: components["schemas"]["LabOrderId"];
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Who examined. */
            performing_lab?: string | null;
            /** @description The range of normal as sent. */
            reference_range?: string | null;
            /**
             * Format: int32
             * @description Position in the report (OBX-1).
             */
            set_id?: number | null;
            specimen_id?: components["schemas"]["LabSpecimenId"] | null;
            /** @description How sure it is. */
            status: components["schemas"]["ResultStatus"];
            /** @description Tells apart results of the same code (OBX-4). */
            sub_id?: string | null;
            /** @description The unit as sent. */
            unit?: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            value?: components["schemas"]["ResultValue"] | null;
            /**
             * Format: date-time
             * @description When.
             */
            verified_at?: string | null;
            /** @description Who verified what was entered; until then it is preliminary, and only the laboratory sees it. */
            verified_by?: string | null;
            /**
             * Format: int64
             * @description Counts up with each change.
             */
            version?: number;
        };
        /** @description What was found in one order. */
        LabResultEntry: {
            /** @description What was found, by test. What was entered before and is not verified is replaced. */
            results: components["schemas"]["EnteredResult"][];
            specimen_id?: components["schemas"]["LabSpecimenId"] | null;
        };
        /** @description ULID, 26 characters */
        LabResultId: string;
        /** @description ULID, 26 characters */
        LabSpecimenId: string;
        /** @description A test of the catalogue. */
        LabTest: {
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description The id. */
            id: components["schemas"]["LabTestId"];
            /** @description The test. */
            test: components["schemas"]["LabTestRequest"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        LabTestId: string;
        /** @description A test as it is to be. */
        LabTestRequest: {
            /** @description Which answers are out of the ordinary, by code. */
            abnormal_answers?: string[];
            /** @description Whether it may be ordered. */
            active?: boolean;
            /** @description The answers of a coded test. */
            answers?: components["schemas"]["Code"][];
            /** @description Its part of the laboratory. */
            category: components["schemas"]["TestCategory"];
            /** @description Its code, where possible of LOINC (system `LN`); no two tests have the same. */
            code: components["schemas"]["Code"];
            /** @description Into what. */
            container?: string | null;
            delta?: components["schemas"]["DeltaLimit"] | null;
            /** @description Whether the patient has to fast. */
            fasting?: boolean;
            /** @description What to mind when the specimen is taken. */
            instructions?: string | null;
            /** @description What a result looks like. */
            kind: components["schemas"]["TestKind"];
            /** @description How it is examined. */
            method?: string | null;
            /** @description What is normal; the first that fits a patient counts. */
            ranges?: components["schemas"]["ReferenceRange"][];
            /** @description What is taken of the patient: `blood`, `urine` …. */
            specimen_type: string;
            /** @description Whether it can be had at once. */
            stat_available?: boolean;
            /**
             * Format: int32
             * @description How long it takes from receipt to result, in minutes.
             */
            turnaround_minutes?: number | null;
            /** @description The unit of a number. */
            unit?: string | null;
            /**
             * Format: int32
             * @description How much is needed, in microlitres.
             */
            volume_ul?: number | null;
        };
        /** @description Where the patient is (HL7 PL). */
        Location: {
            /** @description Bed. */
            bed?: string | null;
            /** @description Hospital or site. */
            facility?: string | null;
            /** @description Ward, clinic or department. */
            point_of_care?: string | null;
            /** @description Room. */
            room?: string | null;
        };
        /** @description A place of an encounter and how long the patient was there. */
        LocationStay: {
            /**
             * Format: date-time
             * @description From when.
             */
            from: string;
            /** @description The place. */
            location: components["schemas"]["Location"];
            /**
             * Format: date-time
             * @description Until when; absent for the present place.
             */
            until?: string | null;
        };
        /** @description Asks for tokens. */
        LoginRequest: {
            /** @description The password. */
            password: components["schemas"]["SecretText"];
            /** @description The user's name; case does not matter. */
            username: string;
        };
        /**
         * @description How likely it is that two records are of one person.
         * @enum {string}
         */
        MatchCertainty: "possible" | "probable";
        /**
         * @description What agrees, or speaks against it.
         * @enum {string}
         */
        MatchReason: "identifier" | "family" | "family-similar" | "family-differs" | "given" | "given-similar" | "given-differs" | "second-name" | "second-name-differs" | "birth-date" | "birth-date-partial" | "birth-date-similar" | "birth-date-differs" | "sex" | "sex-differs" | "phone";
        /** @description Asks whose numbers these are. */
        MatchRequest: {
            /** @description Numbers of one patient, at least one. */
            identifiers: components["schemas"]["Identifier"][];
        };
        /** @description Who is signed in. */
        Me: {
            /** @description What the roles allow; `resource:*` and `*` are wildcards. */
            permissions: string[];
            /** @description Names of the roles held. */
            roles: string[];
            /** @description The id of the user. */
            user_id: string;
            /** @description The name signed in with. */
            username: string;
        };
        /** @description The answer to a check. */
        MedicationCheckReply: {
            /** @description What was found, the worst first. */
            alerts: components["schemas"]["Alert"][];
            check_id?: components["schemas"]["CdsCheckId"] | null;
            /** @description How far each kind of check came. */
            checks: components["schemas"]["CheckState"][];
            /** @description The whole in one word. */
            conclusion: components["schemas"]["Conclusion"];
            /** @description What the facts are worth. */
            facts: components["schemas"]["FactsState"];
            level?: components["schemas"]["Severity"] | null;
            /**
             * Format: int32
             * @description 2 for each interaction and dose, 3 for each allergy, 4 for each contraindication. `level` decides, this sorts.
             */
            score: number;
        };
        /**
         * @description What is to be checked, and for whom.
         *
         *     What is absent is not known, and the checks that need it come back as incomplete; an empty list says that there is none.
         */
        MedicationCheckRequest: {
            /** @description Known allergies, at most 100. */
            allergies?: components["schemas"]["KnownAllergy"][] | null;
            /** @description There may be more that nobody could read or asked about: those that are known are checked, and the check comes back as incomplete. */
            allergies_incomplete?: boolean;
            /** @description Day of birth, `YYYY-MM-DD`; with `YYYY-MM` or `YYYY` the youngest that the patient can be counts. */
            birth_date?: string | null;
            /** @description ICD-10 codes of the patient's conditions, at most 200. */
            conditions?: string[] | null;
            /** @description What the patient takes already, at most 200; pairs of these alone raise nothing. */
            current?: components["schemas"]["DrugOrder"][] | null;
            /** @description There may be more that the patient takes and nobody asked about: what is known is checked, and the checks come back as incomplete. */
            current_incomplete?: boolean;
            /**
             * Format: double
             * @description Estimated glomerular filtration rate in mL/min/1.73 m².
             */
            egfr?: number | null;
            patient_id?: components["schemas"]["PatientId"] | null;
            /** @description What is to be ordered: 1 to 50. Each is checked against the others and against what the patient takes. */
            proposed: components["schemas"]["DrugOrder"][];
            /**
             * Format: double
             * @description Body weight in kg.
             */
            weight_kg?: number | null;
        };
        /** @description Says that another record is of the same person. */
        MergePatientsRequest: {
            /** @description The record that is merged into the one of the path. */
            prior_id: components["schemas"]["PatientId"];
            /** @description Why; 1 to 1000 characters. */
            reason: string;
        };
        /** @description Where a message stands at one connector. Contents only when one message is asked for. */
        MessageConnectorView: {
            /**
             * Format: int32
             * @description How often delivery was tried.
             */
            attempts: number;
            content?: components["schemas"]["ContentView"] | null;
            /** @description `source` or `destination`. */
            direction: string;
            /** @description Why it failed. */
            error?: string | null;
            /** @description The connector's id. */
            id: string;
            /** @description The maps, where they are kept. */
            maps?: Record<string, unknown> | null;
            /** @description Messages with the same key keep their order. */
            order_key?: string | null;
            /** @description Whether the receiver may have it twice. */
            possible_duplicate: boolean;
            response?: components["schemas"]["ContentView"] | null;
            response_transformed?: components["schemas"]["ContentView"] | null;
            sent?: components["schemas"]["ContentView"] | null;
            /**
             * @description `received`, `filtered`, `transformed`, `queued`, `sent`, `error` or `pending`.
             * @example sent
             */
            status: string;
            /**
             * Format: date-time
             * @description When it was last touched.
             */
            updated_at?: string | null;
        };
        /** @description A message with all that is kept of it. */
        MessageDetailView: components["schemas"]["MessageView"] & {
            /** @description What is kept beside it; read one at `/api/v1/messages/{id}/attachments/{number}`. */
            attachments: components["schemas"]["AttachmentView"][];
            /** @description What the export called it that it was imported from. */
            imported_from?: string | null;
            /** @description Why the postprocessor failed. */
            postprocessor_error?: string | null;
            preprocessed?: components["schemas"]["ContentView"] | null;
            /** @description The newest messages that were processed again from it; at most 100. */
            processed_again: string[];
            raw?: components["schemas"]["ContentView"] | null;
            /** @description Where it came from. */
            source: Record<string, unknown>;
        };
        /** @description Which messages. All conditions must hold; those on `connector`, `status`, attempts and errors at the same connector. */
        MessageFilter: {
            /**
             * Format: int32
             * @description Delivery was tried at least so often.
             * @default null
             */
            attempts_from?: number | null;
            /**
             * Format: int32
             * @description Delivery was tried at the most so often.
             * @default null
             */
            attempts_through?: number | null;
            /**
             * @description Of this channel.
             * @default null
             */
            channel?: string | null;
            /**
             * @description The conditions on statuses, attempts and errors are about connectors of this name; `source` is the source.
             * @default null
             */
            connector?: string | null;
            /**
             * @description With this sender's number (MSH-10).
             * @default null
             */
            control_id?: string | null;
            /**
             * @description Only numbers from this one.
             * @default null
             */
            from?: string | null;
            /**
             * @description Whether it has attachments.
             * @default null
             */
            has_attachment?: boolean | null;
            /**
             * @description Whether a connector is in error or has the reason of a failed attempt.
             * @default null
             */
            has_error?: boolean | null;
            /**
             * @description Of this kind, such as `ADT^A01`.
             * @default null
             */
            message_type?: string | null;
            /**
             * @description Metadata columns by name, with `OPERATOR:VALUE`; the operators are `eq`, `lt`, `gt`, `contains` and `prefix`, and `eq`
             *     where there is none. In a query string: `metadata.NAME=gt:100`.
             * @default {}
             */
            metadata?: {
                [key: string]: string;
            };
            /**
             * @description Only processed again from this message.
             * @default null
             */
            origin?: string | null;
            /**
             * @description About this patient (PID-3.1).
             * @default null
             */
            patient_id?: string | null;
            /**
             * @description As `text`, by a regular expression that cannot match without some text of 3 characters. Not with `text`.
             * @default null
             */
            regex?: string | null;
            /**
             * Format: date-time
             * @description Received at or after.
             * @default null
             */
            since?: string | null;
            /**
             * @description With one of these statuses: `received`, `filtered`, `transformed`, `queued`, `sent`, `error`, `pending`. In a query
             *     string: several times, or separated by commas.
             * @default []
             */
            status?: string[];
            /**
             * @description With this text, of 3 characters or more, in what was received, made of it at the source, or sent; whatever its case.
             * @default null
             */
            text?: string | null;
            /**
             * @description Only numbers up to this one.
             * @default null
             */
            through?: string | null;
            /**
             * Format: date-time
             * @description Received before.
             * @default null
             */
            until?: string | null;
        };
        /** @description Messages, newest first. */
        MessagePage: {
            /** @description The messages. */
            items: components["schemas"]["MessageView"][];
            /** @description There may be more: ask again with it as `before`. */
            next?: string | null;
            /**
             * @description The search took long and stopped before the page was full; all messages from this number on were looked at. Ask
             *     again with it as `before` to go on.
             */
            stopped_at?: string | null;
        };
        /** @description A message in a list. */
        MessageView: {
            /** @description The channel. */
            channel?: string | null;
            /** @description Where it stands, the source first; empty while it is not processed. */
            connectors: components["schemas"]["MessageConnectorView"][];
            /** @description The sender's number (MSH-10). */
            control_id?: string | null;
            /** @description Whether it has attachments. */
            has_attachments: boolean;
            /**
             * @description Its number, rising in the order of acceptance.
             * @example 42
             */
            id: string;
            /**
             * @description The kind of message.
             * @example ADT^A01
             */
            message_type?: string | null;
            /** @description Values of the channel's metadata columns. */
            metadata: Record<string, unknown>;
            /** @description The message that it was processed again from. */
            origin?: string | null;
            /** @description Whom it is about (PID-3.1). */
            patient_id?: string | null;
            /**
             * Format: date-time
             * @description When it was received.
             */
            received_at: string;
        };
        /** @description An amount of money. */
        Money: {
            /**
             * Format: int64
             * @description In minor units of the currency: 12550 is 125.50 SDG.
             */
            amount: number;
            /** @description Of which currency. */
            currency: components["schemas"]["Currency"];
        };
        /** @description Makes a key. */
        NewApiKey: {
            /**
             * Format: int32
             * @description After how many days it ends, 1 to 366.
             * @default 90
             */
            expires_in_days?: number;
            /** @description What it permits: permissions such as `patients:read` or `channels:*` that whoever makes the key holds too. */
            scopes: string[];
        };
        /** @description What is put on record. Of patients it holds ids only. */
        NewEntry: {
            /** @description The permission that was needed, such as `patients:read`. */
            action: string;
            /** @description The id of the user; `service:NAME` for a service, `service-account:ID` for a program with an API key. */
            actor: string;
            /** @description The peer's address; `None` in process. */
            address?: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int64
             * @description The number of the entry that this one ends.
             */
            of?: number | null;
            /** @description How it ended. */
            outcome: components["schemas"]["Outcome"];
            /** @description Ids of the patients whose data it is about. */
            patients: string[];
            /** @description Why, when the caller said so in `X-Access-Reason`. */
            reason?: string | null;
            /** @description The id of the request, as in logs and traces. */
            request_id: string;
            /** @description The roles held then. */
            roles: string[];
            /** @description Method and template of the route. */
            route: string;
            /** @description The name signed in with. */
            username: string;
        };
        /** @description The score, or why there is none. */
        News2Assessment: {
            /** @description True for a patient under 16 years, for whom the score is not made. */
            is_child?: boolean;
            /** @description What was not taken; without it there is no score. */
            missing?: components["schemas"]["News2Parameter"][];
            score?: components["schemas"]["News2Score"] | null;
        };
        /**
         * @description Clinical risk.
         * @enum {string}
         */
        News2Band: "low" | "low-medium" | "medium" | "high";
        /**
         * @description What the score is made of.
         * @enum {string}
         */
        News2Parameter: "respiratory-rate" | "spo2" | "oxygen" | "systolic" | "heart-rate" | "consciousness" | "temperature";
        /** @description What one parameter adds. */
        News2Part: {
            /** @description Which. */
            parameter: components["schemas"]["News2Parameter"];
            /**
             * Format: int32
             * @description 0 to 3.
             */
            points: number;
        };
        /** @description A score: only of all seven parameters. */
        News2Score: {
            /** @description The risk that follows. */
            band: components["schemas"]["News2Band"];
            /** @description Whether a single parameter has a 3. */
            has_single_three: boolean;
            /** @description Each parameter. */
            parts: components["schemas"]["News2Part"][];
            /**
             * Format: int32
             * @description The sum, 0 to 20.
             */
            total: number;
        };
        /** @description Adds a service account. */
        NewServiceAccount: {
            /** @description What it is for, at most 200 characters. */
            description?: string;
            /** @description 1 to 64 of `a-z 0-9 . _ -`. */
            name: string;
        };
        /** @description Adds a user. */
        NewUser: {
            /** @description 15 to 256 characters, any of them; 8 where a role requires a second factor. */
            password: components["schemas"]["SecretText"];
            /**
             * @description Names of roles, at least one: `administrator`, `analyst`, `doctor`, `nurse`, `receptionist`, `pharmacist`, `lab-technician`,
             *     `billing-clerk`, `billing-manager`, `compliance-officer`.
             */
            roles: string[];
            /** @description 1 to 64 of `a-z 0-9 . _ -`; case does not matter. */
            username: string;
        };
        /** @description A new value: either `value` or `secret`. */
        NewValue: {
            /** @description What it is for; stays as it was when absent. */
            comment?: string | null;
            /** @description A text that is sealed and never shown again. */
            secret?: string | null;
            /** @description Text, a number, true or false, a list or a map. */
            value?: Record<string, unknown> | null;
        };
        /** @description A note. */
        Note: {
            /** @description What was added since it was signed, in order. */
            addenda: components["schemas"]["Addendum"][];
            /** @description Why this version was made, for an amendment. */
            amendment_reason?: string | null;
            /** @description Who writes it. */
            author: string;
            /** @description Who made this version. */
            changed_by: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            entered_in_error?: components["schemas"]["EnteredInError"] | null;
            /** @description The id. */
            id: components["schemas"]["NoteId"];
            /** @description What kind of note. */
            kind: components["schemas"]["NoteKind"];
            /** @description Whose chart it is in; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /**
             * Format: date-time
             * @description Of when it tells. Absent: of when it was begun.
             */
            service_time?: string | null;
            /**
             * Format: date-time
             * @description When it was signed; absent for a draft.
             */
            signed_at?: string | null;
            source?: components["schemas"]["CommandSource"] | null;
            /** @description How far it is. */
            status: components["schemas"]["NoteStatus"];
            /** @description The text; at most 50000 characters. A draft may be empty. */
            text: string;
            /** @description The title; at most 200 characters. */
            title?: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        NoteId: string;
        /**
         * @description What kind of note it is.
         * @enum {string}
         */
        NoteKind: "progress" | "nursing" | "admission" | "discharge" | "consultation" | "procedure" | "operative" | "history-and-physical" | "other";
        /** @description A note as it is being written. */
        NoteRequest: {
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /** @description What kind of note. */
            kind: components["schemas"]["NoteKind"];
            /**
             * Format: date-time
             * @description Of when it tells. Absent: of when it was begun.
             */
            service_time?: string | null;
            /** @description The text; at most 50000 characters. A draft may be empty. */
            text: string;
            /** @description The title; at most 200 characters. */
            title?: string | null;
        };
        /**
         * @description How far it is.
         *
         *     `draft → final → amended`; each of them may be entered in error, which is final.
         * @enum {string}
         */
        NoteStatus: "draft" | "final" | "amended" | "entered-in-error";
        /** @description One observation (OBX with its NTE). */
        Observation: {
            /** @description What was examined (OBX-3). */
            code: components["schemas"]["Code"];
            /** @description Codes of HL7 table 0078 (OBX-8). */
            flags?: string[];
            /** @description Remarks (NTE-3). */
            notes?: string[];
            /**
             * Format: date-time
             * @description When it was observed (OBX-14, else OBR-7).
             */
            observed_at?: string | null;
            /** @description Who examined (OBX-23, else OBX-15). */
            performing_lab?: string | null;
            /** @description The range of normal (OBX-7). */
            reference_range?: string | null;
            /**
             * Format: int32
             * @description Position in the report (OBX-1).
             */
            set_id?: number | null;
            /** @description How sure it is (OBX-11). */
            status: components["schemas"]["ResultStatus"];
            /** @description Tells apart observations of the same code (OBX-4). */
            sub_id?: string | null;
            /** @description The unit (OBX-6). */
            unit?: string | null;
            value?: components["schemas"]["ResultValue"] | null;
        };
        /** @description How full a ward is. */
        Occupancy: {
            /**
             * Format: int32
             * @description How many are free.
             */
            n_available: number;
            /**
             * Format: int32
             * @description How many beds it has.
             */
            n_beds: number;
            /**
             * Format: int32
             * @description How many are to be cleaned.
             */
            n_cleaning: number;
            /**
             * Format: int32
             * @description How many cannot be used.
             */
            n_closed: number;
            /**
             * Format: int32
             * @description In how many somebody lies.
             */
            n_occupied: number;
            /**
             * Format: int32
             * @description How many are kept for somebody.
             */
            n_reserved: number;
            /**
             * Format: int32
             * @description Occupied of those that can be used, in per cent, rounded down; 0 when none can be used.
             */
            percent: number;
            /** @description Its name. */
            ward: string;
            /** @description Which ward. */
            ward_id: components["schemas"]["WardId"];
        };
        /** @description One thing or a list of things; in JSON an object or an array. */
        OneOrMany_OrderReply: {
            /** @description The order. */
            order_id: components["schemas"]["LabOrderId"];
            /** @description Our number. */
            order_number: string;
            /** @description What it came to. */
            outcome: components["schemas"]["OrderOutcome"];
            /** @description The patient. */
            patient_id: components["schemas"]["PatientId"];
            /** @description How far the order is. */
            status: components["schemas"]["OrderStatus"];
        } | {
            /** @description The order. */
            order_id: components["schemas"]["LabOrderId"];
            /** @description Our number. */
            order_number: string;
            /** @description What it came to. */
            outcome: components["schemas"]["OrderOutcome"];
            /** @description The patient. */
            patient_id: components["schemas"]["PatientId"];
            /** @description How far the order is. */
            status: components["schemas"]["OrderStatus"];
        }[];
        /** @description One thing or a list of things; in JSON an object or an array. */
        OneOrMany_OrderRequest: {
            /** @description What is asked. */
            control: components["schemas"]["OrderControl"];
            filler_number?: components["schemas"]["AssignedNumber"] | null;
            ordering_provider?: components["schemas"]["Practitioner"] | null;
            /** @description For whom (PID). With more than numbers, a patient who is not known is registered. */
            patient: components["schemas"]["PatientPatch"];
            /** @description The number of who orders (ORC-2); it names the order in every later request. */
            placer_number: components["schemas"]["AssignedNumber"];
            priority?: components["schemas"]["Priority"] | null;
            /** @description Why (OBR-31). */
            reason?: string | null;
            /**
             * Format: date-time
             * @description When it was ordered (ORC-9).
             */
            requested_at?: string | null;
            source?: components["schemas"]["CommandSource"] | null;
            status?: components["schemas"]["OrderStatus"] | null;
            /** @description What is to be done (OBR-4); needed for new. Absent in a change: as before. */
            tests?: components["schemas"]["Code"][];
        } | {
            /** @description What is asked. */
            control: components["schemas"]["OrderControl"];
            filler_number?: components["schemas"]["AssignedNumber"] | null;
            ordering_provider?: components["schemas"]["Practitioner"] | null;
            /** @description For whom (PID). With more than numbers, a patient who is not known is registered. */
            patient: components["schemas"]["PatientPatch"];
            /** @description The number of who orders (ORC-2); it names the order in every later request. */
            placer_number: components["schemas"]["AssignedNumber"];
            priority?: components["schemas"]["Priority"] | null;
            /** @description Why (OBR-31). */
            reason?: string | null;
            /**
             * Format: date-time
             * @description When it was ordered (ORC-9).
             */
            requested_at?: string | null;
            source?: components["schemas"]["CommandSource"] | null;
            status?: components["schemas"]["OrderStatus"] | null;
            /** @description What is to be done (OBR-4); needed for new. Absent in a change: as before. */
            tests?: components["schemas"]["Code"][];
        }[];
        /** @description One thing or a list of things; in JSON an object or an array. */
        OneOrMany_ReportReply: {
            /** @description The order. */
            order_id: components["schemas"]["LabOrderId"];
            /** @description What it came to. */
            outcome: components["schemas"]["ReportOutcome"];
            /** @description The patient. */
            patient_id: components["schemas"]["PatientId"];
            /** @description The results, in the order of the report. */
            result_ids: components["schemas"]["LabResultId"][];
        } | {
            /** @description The order. */
            order_id: components["schemas"]["LabOrderId"];
            /** @description What it came to. */
            outcome: components["schemas"]["ReportOutcome"];
            /** @description The patient. */
            patient_id: components["schemas"]["PatientId"];
            /** @description The results, in the order of the report. */
            result_ids: components["schemas"]["LabResultId"][];
        }[];
        /** @description One thing or a list of things; in JSON an object or an array. */
        OneOrMany_ResultReport: {
            /** @description What was found, in the order of the report. */
            observations: components["schemas"]["Observation"][];
            /** @description For which order. */
            order: components["schemas"]["ReportOrder"];
            /** @description Of whom (PID). With more than numbers, a patient who is not known is registered. */
            patient: components["schemas"]["PatientPatch"];
            /**
             * Format: date-time
             * @description When the report was made (OBR-22, else MSH-7). An older report does not undo a newer one.
             */
            reported_at?: string | null;
            source?: components["schemas"]["CommandSource"] | null;
        } | {
            /** @description What was found, in the order of the report. */
            observations: components["schemas"]["Observation"][];
            /** @description For which order. */
            order: components["schemas"]["ReportOrder"];
            /** @description Of whom (PID). With more than numbers, a patient who is not known is registered. */
            patient: components["schemas"]["PatientPatch"];
            /**
             * Format: date-time
             * @description When the report was made (OBR-22, else MSH-7). An older report does not undo a newer one.
             */
            reported_at?: string | null;
            source?: components["schemas"]["CommandSource"] | null;
        }[];
        /** @description A time in which somebody can be visited. */
        OpenPeriod: {
            department_id?: components["schemas"]["DepartmentId"] | null;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /**
             * Format: date-time
             * @description From when.
             */
            from: string;
            /** @description In which room. */
            room?: string | null;
            /**
             * Format: int32
             * @description How long a slot is, in minutes.
             */
            slot_minutes: number;
            /**
             * Format: date-time
             * @description Until when.
             */
            until: string;
        };
        /**
         * @description What is asked (ORC-1, HL7 table 0119).
         * @enum {string}
         */
        OrderControl: "new" | "cancel" | "change" | "status";
        /**
         * @description What a request came to.
         * @enum {string}
         */
        OrderOutcome: "created" | "updated" | "cancelled" | "unchanged";
        /**
         * @description How far it is. `active → in-progress → completed`; `cancelled` until it is completed.
         * @enum {string}
         */
        OrderStatus: "active" | "in-progress" | "completed" | "cancelled";
        /** @description ULID, 26 characters */
        OrganizationId: string;
        /**
         * @description How an access ended.
         * @enum {string}
         */
        Outcome: "begun" | "done" | "refused" | "failed";
        /** @description An answer to an alert. */
        OverrideAnswer: {
            /** @description Which alert. */
            alert_id: components["schemas"]["CdsAlertId"];
            /** @description Why, in words; needed for a blocking alert and for `other`. */
            comment?: string | null;
            /** @description Why it is ordered all the same. */
            reason: components["schemas"]["OverrideReason"];
        };
        /**
         * @description Why somebody orders all the same.
         * @enum {string}
         */
        OverrideReason: "benefit-outweighs-risk" | "tolerated-before" | "will-monitor" | "dose-adjusted" | "no-alternative" | "record-incorrect" | "specialist-advice" | "other";
        /** @description Ordering in spite of an alert. */
        OverrideRequest: {
            /** @description Why, in words: at most 1000 characters; needed for a blocking alert and for `other`. */
            comment?: string | null;
            /** @description The user name of who decided; counts when another service calls for somebody. */
            on_behalf_of?: string | null;
            /** @description Why. */
            reason: components["schemas"]["OverrideReason"];
        };
        /** @description What the patient breathes. */
        Oxygen: {
            /** @description By what, such as `nasal cannula`; at most 100 characters. */
            device?: string | null;
            /**
             * Format: double
             * @description How much, in L/min; more than 0 and at most 80.
             */
            flow_l_min?: number | null;
            /** @description Whether oxygen is given; false is room air. */
            supplemental: boolean;
        };
        /** @description One page of a list. */
        Page_ActionReportView: {
            /** @description The rows of this page. */
            items: {
                /** @description `log`, `channel` or `webhook`. */
                action: string;
                /** @description Why it failed; absent when it did not. */
                error?: string | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Adjustment: {
            /** @description The rows of this page. */
            items: {
                /** @description On which account. */
                account_id: components["schemas"]["BillingAccountId"];
                /** @description How much; more than 0. */
                amount: components["schemas"]["Money"];
                /** @description Who asked for it. */
                by: string;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                created_at: string;
                /** @description Who agreed or did not, when a second person had to. */
                decided_by?: string | null;
                /** @description Where. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description The id. */
                id: components["schemas"]["AdjustmentId"];
                /** @description Of which invoice. */
                invoice_id: components["schemas"]["InvoiceId"];
                /** @description What it is. */
                kind: components["schemas"]["AdjustmentKind"];
                /** @description Whose. */
                patient_id: components["schemas"]["PatientId"];
                /** @description The reason in words. */
                reason?: string | null;
                /** @description The code of the reason. */
                reason_code: string;
                /** @description Why not. */
                rejection?: string | null;
                /** @description How far it is. */
                status: components["schemas"]["AdjustmentStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Alert: {
            /** @description The rows of this page. */
            items: {
                /** @description The drugs that it is about, by name, the proposed one first. */
                drugs: string[];
                /** @description What may happen. */
                effect?: string | null;
                id?: components["schemas"]["CdsAlertId"] | null;
                /** @description What it is about. */
                kind: components["schemas"]["AlertKind"];
                /** @description What to do. */
                management?: string | null;
                /** @description How it is shown. */
                mode: components["schemas"]["AlertMode"];
                patient_id?: components["schemas"]["PatientId"] | null;
                /**
                 * Format: date-time
                 * @description When it was raised; absent when it was not kept.
                 */
                raised_at?: string | null;
                /** @description The references of their orders. */
                references?: string[];
                /** @description How bad it would be. */
                severity: components["schemas"]["Severity"];
                source?: components["schemas"]["FactSource"] | null;
                /** @description How it stands. */
                state: components["schemas"]["AlertState"];
                /** @description What is the matter, in one line. */
                summary: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_AlertView: {
            /** @description The rows of this page. */
            items: {
                /** @description Whether it is enabled. */
                is_enabled: boolean;
                /** @description Whether it is raised now. */
                is_raised: boolean;
                /**
                 * Format: date-time
                 * @description When it made the last notice.
                 */
                last_notice?: string | null;
                /** @description Its name. */
                name: string;
                /**
                 * Format: int64
                 * @description How many notices it has made since the hub started.
                 */
                notices: number;
                /**
                 * Format: int64
                 * @description How many were held back by its throttle since then.
                 */
                suppressed: number;
                /** @description Its title. */
                title: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Allergy: {
            /** @description The rows of this page. */
            items: {
                category?: components["schemas"]["AllergyCategory"] | null;
                /** @description Who made this version. */
                changed_by: string;
                /** @description Whether the patient still has it. */
                clinical_status?: components["schemas"]["AllergyStatus"];
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                criticality?: components["schemas"]["Criticality"] | null;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                entered_in_error?: components["schemas"]["EnteredInError"] | null;
                /** @description The id. */
                id: components["schemas"]["AllergyId"];
                /** @description What else is to be known; at most 2000 characters. */
                note?: string | null;
                /** @description Since when: a year, a month or a day. */
                onset?: string | null;
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /** @description What happened, at most 20. */
                reactions?: components["schemas"]["Reaction"][];
                /** @description Who recorded it; of a message, the system that filed it. */
                recorded_by: string;
                source?: components["schemas"]["CommandSource"] | null;
                /** @description Against what: a substance, or a group such as penicillin. The text is what people and decision support read. */
                substance: components["schemas"]["Code"];
                type?: components["schemas"]["AllergyKind"] | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /** @description How sure it is. */
                verification_status?: components["schemas"]["AllergyVerification"];
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_AllergyStatement: {
            /** @description The rows of this page. */
            items: {
                /** @description Who made this version. */
                changed_by: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                /**
                 * Format: date-time
                 * @description When it ended; absent while it holds.
                 */
                ended_at?: string | null;
                ended_by?: components["schemas"]["AllergyId"] | null;
                entered_in_error?: components["schemas"]["EnteredInError"] | null;
                /** @description The id. */
                id: components["schemas"]["AllergyStatementId"];
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /** @description Who stated it. */
                recorded_by: string;
                /** @description What it covers. */
                scope?: components["schemas"]["AllergyScope"];
                source?: components["schemas"]["CommandSource"] | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Appointment: {
            /** @description The rows of this page. */
            items: {
                /** @description Our number, `AP-` and the id's last ten characters. */
                appointment_number: string;
                /**
                 * Format: date-time
                 * @description When it was over.
                 */
                completed_at?: string | null;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                department_id?: components["schemas"]["DepartmentId"] | null;
                /**
                 * Format: date-time
                 * @description When it ends.
                 */
                ends_at: string;
                /** @description Where. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description How it came to be as it is. */
                history: components["schemas"]["AppointmentChange"][];
                /** @description The id. */
                id: components["schemas"]["AppointmentId"];
                /** @description Whether it is outside the provider's schedule. */
                is_outside_schedule: boolean;
                /** @description What it is for. */
                kind: components["schemas"]["AppointmentKind"];
                /** @description What to mind. */
                notes?: string | null;
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /** @description How urgent it is. */
                priority: components["schemas"]["AppointmentPriority"];
                /** @description The name of that person. */
                provider: string;
                /** @description With whom. */
                provider_id: components["schemas"]["StaffId"];
                /** @description Why the patient comes. */
                reason?: string | null;
                /** @description What is booked along. */
                resources: components["schemas"]["AppointmentResource"][];
                /** @description In which room. */
                room?: string | null;
                /**
                 * Format: int32
                 * @description How often it was moved or cancelled: the sequence of RFC 5545.
                 */
                sequence: number;
                series_id?: components["schemas"]["SeriesId"] | null;
                /**
                 * Format: date-time
                 * @description When the patient was seen first.
                 */
                started_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it begins.
                 */
                starts_at: string;
                /** @description How far it is. */
                status: components["schemas"]["AppointmentStatus"];
                /** @description The facility's time zone. */
                time_zone: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
                waitlist_entry_id?: components["schemas"]["WaitlistEntryId"] | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_BatchRecipient: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description From which place. */
                location_id: components["schemas"]["StockLocationId"];
                /** @description The movement by which it was issued. */
                movement_id: components["schemas"]["StockMovementId"];
                patient_id?: components["schemas"]["PatientId"] | null;
                /**
                 * Format: int64
                 * @description How many units, less what came back.
                 */
                quantity: number;
                /** @description For what: the prescription's id, an order. */
                reference?: string | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Bed: {
            /** @description The rows of this page. */
            items: {
                assignment?: components["schemas"]["BedAssignment"] | null;
                /** @description Whether a patient can be isolated. */
                can_isolate?: boolean;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description In which facility. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description Whether there is a monitor. */
                has_monitor?: boolean;
                /** @description Whether there is oxygen. */
                has_oxygen?: boolean;
                /** @description Whether there is a ventilator. */
                has_ventilator?: boolean;
                /** @description The id. */
                id: components["schemas"]["BedId"];
                /** @description What it is for. */
                kind: components["schemas"]["BedKind"];
                /**
                 * Format: date-time
                 * @description When it was last cleaned.
                 */
                last_cleaned_at?: string | null;
                /** @description The number, unique on the ward. */
                number: string;
                reservation?: components["schemas"]["BedReservation"] | null;
                /** @description The room. */
                room?: string | null;
                /** @description How it is. */
                status: components["schemas"]["BedStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
                /** @description On which ward. */
                ward_id: components["schemas"]["WardId"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_BedChange: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description Which bed. */
                bed_id: components["schemas"]["BedId"];
                /** @description Who changed it. */
                by: string;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                from?: components["schemas"]["BedStatus"] | null;
                /** @description The id; a later change has a greater one. */
                id: components["schemas"]["EventId"];
                /** @description Why. */
                reason?: string | null;
                /** @description How it became. */
                to: components["schemas"]["BedStatus"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_BillingAccount: {
            /** @description The rows of this page. */
            items: {
                /** @description Our number, `BA-` and the id's last ten characters. */
                account_number: string;
                /**
                 * Format: date-time
                 * @description When it was opened.
                 */
                created_at: string;
                /** @description In which currency. */
                currency: components["schemas"]["Currency"];
                /** @description Where. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description The id. */
                id: components["schemas"]["BillingAccountId"];
                /** @description Who is to pay. */
                kind: components["schemas"]["AccountKind"];
                /** @description Whose; as it was when it was opened, and after a merge one of the survivor's former ids. */
                patient_id: components["schemas"]["PatientId"];
                /** @description Whether it takes charges. */
                status: components["schemas"]["AccountStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_CaseView: {
            /** @description The rows of this page. */
            items: {
                /** @description What came out: the files that the case would have beside its message if this were expected. */
                actual: {
                    [key: string]: components["schemas"]["FileContent"];
                };
                /** @description The files that differ. */
                differences: components["schemas"]["CaseDifferenceView"][];
                /** @description Whether everything was as expected. */
                is_passed: boolean;
                /**
                 * @description The name of its folder.
                 * @example admit
                 */
                name: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ChannelOutcome: {
            /** @description The rows of this page. */
            items: {
                /** @description The channel. */
                channel: string;
                problem?: components["schemas"]["Problem"] | null;
                /** @description How it ended. */
                result: components["schemas"]["ChannelResult"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ChannelQueuesView: {
            /** @description The rows of this page. */
            items: {
                /** @description The channel. */
                channel: string;
                /** @description Those of its enabled destinations. */
                queues: components["schemas"]["QueueView"][];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ChannelView: {
            /** @description The rows of this page. */
            items: {
                /** @description Its connectors, the source first; empty while it is not deployed. */
                connectors: components["schemas"]["ConnectorView"][];
                /**
                 * Format: int64
                 * @description The number of the revision in the folder; absent when the channel is deployed and no longer there.
                 */
                current_revision?: number | null;
                /** @description Channels that are started before it. */
                depends_on: string[];
                /**
                 * Format: date-time
                 * @description When it was deployed.
                 */
                deployed_at?: string | null;
                /**
                 * Format: int64
                 * @description The number of the revision that is deployed.
                 */
                deployed_revision?: number | null;
                /** @description What it is for. */
                description: string;
                /** @description Channels of a group are shown together; empty for none. */
                group: string;
                /**
                 * @description Its id.
                 * @example adt-inbound
                 */
                id: string;
                /** @description Whether it is deployed and not as it is in the folder, with the libraries that it uses. */
                is_changed: boolean;
                /**
                 * Format: int64
                 * @description The newest revision with which nothing was wrong.
                 */
                last_good_revision?: number | null;
                /** @description Its name. */
                name: string;
                /** @description What is wrong with it in the folder, or with what it depends on. */
                problems: string[];
                /** @description Changes with the configuration that is deployed. */
                revision?: string | null;
                /**
                 * @description `started`, `paused` (receives nothing, delivers what is queued), `stopped` or `undeployed`.
                 * @example started
                 */
                state: string;
                /** @description Its tags. */
                tags: string[];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Charge: {
            /** @description The rows of this page. */
            items: {
                account_id?: components["schemas"]["BillingAccountId"] | null;
                /** @description Who charged it; the service's name for what events told. */
                by: string;
                /** @description What kind of thing. */
                category: components["schemas"]["ChargeCategory"];
                /** @description The codes by which a price is looked for, the first that has one. */
                codes: string[];
                /**
                 * Format: date-time
                 * @description When it was captured.
                 */
                created_at: string;
                /** @description What the invoice calls it. */
                description: string;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                event_id?: components["schemas"]["EventId"] | null;
                facility_id?: components["schemas"]["FacilityId"] | null;
                /** @description The id. */
                id: components["schemas"]["ChargeId"];
                invoice_id?: components["schemas"]["InvoiceId"] | null;
                /** @description Who is charged. */
                patient_id: components["schemas"]["PatientId"];
                price_item_id?: components["schemas"]["PriceItemId"] | null;
                /** @description The code in a system of procedures, for claims. */
                procedure_code?: string | null;
                /**
                 * Format: int32
                 * @description How many.
                 */
                quantity: number;
                /**
                 * Format: date-time
                 * @description When it was done.
                 */
                service_at: string;
                /** @description Where it comes from. */
                source: components["schemas"]["ChargeSource"];
                /** @description What it comes from; no two charges have the same source and reference. */
                source_reference: string;
                /** @description How far it is. */
                status: components["schemas"]["ChargeStatus"];
                /** @description The tax on it. */
                tax?: components["schemas"]["BasisPoints"];
                unit_price?: components["schemas"]["Money"] | null;
                unpriced_reason?: components["schemas"]["UnpricedReason"] | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
                /** @description Why it is void. */
                void_reason?: string | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Claim: {
            /** @description The rows of this page. */
            items: {
                /** @description Of which account. */
                account_id: components["schemas"]["BillingAccountId"];
                /** @description Our number, `CLM-` and the id's last ten characters. */
                claim_number: string;
                /** @description What the insurer is asked for. */
                claimed: components["schemas"]["Money"];
                /**
                 * Format: date-time
                 * @description When it was drafted.
                 */
                created_at: string;
                /** @description Codes of diagnoses. */
                diagnosis_codes: string[];
                /** @description Where. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description How it came to be as it is. */
                history: components["schemas"]["ClaimHistory"][];
                /** @description The id. */
                id: components["schemas"]["ClaimId"];
                /** @description The insurer's name. */
                insurer: string;
                /** @description Of which invoice. */
                invoice_id: components["schemas"]["InvoiceId"];
                /** @description The lines. */
                lines: components["schemas"]["ClaimLine"][];
                /**
                 * Format: int32
                 * @description How often the insurer was asked to look again.
                 */
                n_appeals: number;
                /**
                 * Format: int32
                 * @description How often it was sent again after a rejection.
                 */
                n_resubmissions: number;
                /** @description What it has paid. */
                paid: components["schemas"]["Money"];
                /** @description Whose. */
                patient_id: components["schemas"]["PatientId"];
                /** @description The insurer's number. */
                payer_claim_number?: string | null;
                /** @description By which insurance. */
                policy_id: components["schemas"]["PolicyId"];
                /** @description The number of the policy. */
                policy_number: string;
                /** @description How far it is. */
                status: components["schemas"]["ClaimStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Condition: {
            /** @description The rows of this page. */
            items: {
                /** @description Until when: a year, a month or a day. */
                abatement?: string | null;
                /** @description Who made this version. */
                changed_by: string;
                /** @description How the condition is. */
                clinical_status?: components["schemas"]["ConditionStatus"];
                /** @description Which, such as ICD-10-CM `J18.9`. */
                code: components["schemas"]["Code"];
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                diagnosed_by?: components["schemas"]["Practitioner"] | null;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                entered_in_error?: components["schemas"]["EnteredInError"] | null;
                /** @description The id. */
                id: components["schemas"]["ConditionId"];
                /** @description What else is to be known; at most 2000 characters. */
                note?: string | null;
                /** @description Since when: a year, a month or a day. */
                onset?: string | null;
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /**
                 * Format: int32
                 * @description Its place among the diagnoses of the encounter, 1 for the main one; 1 to 99.
                 */
                rank?: number | null;
                /** @description Who recorded it; of a message, the system that filed it. */
                recorded_by: string;
                role?: components["schemas"]["DiagnosisRole"] | null;
                severity?: components["schemas"]["ConditionSeverity"] | null;
                source?: components["schemas"]["CommandSource"] | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /** @description How sure it is. */
                verification_status?: components["schemas"]["ConditionVerification"];
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ConfigurationView: {
            /** @description The rows of this page. */
            items: {
                /** @description What it is for. */
                comment: string;
                /**
                 * @description `text`, `number`, `boolean`, `json` or `secret`.
                 * @example text
                 */
                kind: string;
                /** @description Its name. */
                name: string;
                /** @description The value; `***` for a secret. */
                value: Record<string, unknown>;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ConnectorKindView: {
            /** @description The rows of this page. */
            items: {
                /** @description JSON Schema of its destination's settings; absent when it has none. */
                destination?: Record<string, unknown> | null;
                /**
                 * @description Its name in channel files.
                 * @example mllp
                 */
                kind: string;
                /** @description JSON Schema of its source's settings; absent when it has none. */
                source?: Record<string, unknown> | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_CriticalResult: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                acknowledged_at?: string | null;
                /** @description Who acknowledged it: who was reached, or who signed in and read it. */
                acknowledged_by?: string | null;
                /** @description Who was called, oldest first. */
                calls: components["schemas"]["CriticalCall"][];
                /** @description What was examined. */
                code: components["schemas"]["Code"];
                /**
                 * Format: date-time
                 * @description When it was found.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it is passed on next; absent when that is over.
                 */
                escalates_at?: string | null;
                facility_id?: components["schemas"]["FacilityId"] | null;
                /** @description The id. */
                id: components["schemas"]["CriticalResultId"];
                /**
                 * Format: int32
                 * @description How often it was passed on to the next in charge, because nobody acknowledged it.
                 */
                level: number;
                /** @description What is done about it. */
                note?: string | null;
                /** @description Of which order. */
                order_id: components["schemas"]["LabOrderId"];
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /** @description Which result. */
                result_id: components["schemas"]["LabResultId"];
                /** @description How far it is. */
                status: components["schemas"]["CriticalStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Department: {
            /** @description The rows of this page. */
            items: {
                /** @description The building. */
                building?: string | null;
                /** @description Short code, unique in the facility. */
                code: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description Where it is. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description The floor. */
                floor?: string | null;
                /** @description Who heads it. */
                head?: string | null;
                /** @description The id. */
                id: components["schemas"]["DepartmentId"];
                /** @description What it does. */
                kind: components["schemas"]["DepartmentKind"];
                /** @description The name. */
                name: string;
                /** @description Whether it is in use. */
                status?: components["schemas"]["PlaceStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_DeviceAlarm: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                acknowledged_at?: string | null;
                /** @description Who has seen to it. */
                acknowledged_by?: string | null;
                /** @description Which device raised it. */
                device_id: components["schemas"]["DeviceId"];
                /**
                 * Format: date-time
                 * @description When it is told to more people unless somebody sees to it.
                 */
                escalates_at?: string | null;
                /**
                 * Format: int32
                 * @description How often it was told to more people since nobody saw to it.
                 */
                escalation_level: number;
                /** @description In which facility. */
                facility: string;
                /** @description Its id. */
                id: components["schemas"]["AlarmId"];
                /** @description What it is about. */
                kind: components["schemas"]["AlarmKind"];
                /**
                 * Format: double
                 * @description The value that came last.
                 */
                last_value?: number | null;
                /**
                 * Format: double
                 * @description The limit that it is beyond.
                 */
                limit?: number | null;
                /**
                 * Format: int32
                 * @description How many values within the limits came since the last one beyond.
                 */
                n_normal: number;
                /** @description What was said to it. */
                note?: string | null;
                parameter?: components["schemas"]["VitalParameter"] | null;
                patient_id?: components["schemas"]["PatientId"] | null;
                /**
                 * Format: date-time
                 * @description When it was raised.
                 */
                raised_at: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                resolved_at?: string | null;
                /** @description Who ended it; absent: the values did. */
                resolved_by?: string | null;
                /** @description How bad it is. */
                severity: components["schemas"]["AlarmSeverity"];
                /** @description How far it is. */
                state: components["schemas"]["AlarmState"];
                /**
                 * Format: double
                 * @description The value that raised it, or made it critical.
                 */
                value?: number | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Encounter: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                admit_time?: string | null;
                attending?: components["schemas"]["Practitioner"] | null;
                /** @description What kind of stay. */
                class: components["schemas"]["EncounterClass"];
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description Where to, as sent (HL7 table 0112). */
                discharge_disposition?: string | null;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                discharge_time?: string | null;
                /** @description The id. */
                id: components["schemas"]["EncounterId"];
                location?: components["schemas"]["Location"] | null;
                /** @description All places in order, the present one among them. */
                locations: components["schemas"]["LocationStay"][];
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /** @description Why. */
                reason?: string | null;
                /** @description How far it is. */
                status: components["schemas"]["EncounterStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                visit_number?: components["schemas"]["AssignedNumber"] | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_EventView: {
            /** @description The rows of this page. */
            items: {
                /**
                 * @description What was done.
                 * @example channel.deploy
                 */
                action: string;
                /** @description From where, as far as it is known. */
                address?: string | null;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description More about it. */
                detail: Record<string, unknown>;
                /**
                 * Format: int64
                 * @description Its number, rising in the order of recording.
                 */
                id: number;
                /**
                 * @description `success`, `refused` or `failed`.
                 * @example success
                 */
                outcome: string;
                /**
                 * @description With what.
                 * @example channel/adt-inbound
                 */
                target: string;
                /** @description By whom; `hub` for what nobody asked for. */
                user: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Facility: {
            /** @description The rows of this page. */
            items: {
                /** @description Street, town, state. */
                address?: string | null;
                /** @description Whether it is open day and night. */
                always_open?: boolean;
                /** @description Short code, unique, such as `KRT`. */
                code: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description The id. */
                id: components["schemas"]["FacilityId"];
                /** @description What kind of site. */
                kind: components["schemas"]["FacilityKind"];
                /** @description The number of its licence. */
                licence?: string | null;
                /** @description The name. */
                name: string;
                /** @description The telephone number. */
                phone?: string | null;
                /** @description What is done there, in a word each. */
                services?: string[];
                /** @description Whether it is in use. */
                status?: components["schemas"]["PlaceStatus"];
                /** @description The time zone, by its name in the tz database, such as `Africa/Khartoum`. */
                time_zone: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_FactRow: {
            /** @description The rows of this page. */
            items: {
                /** @description Off: checks do as if it were not there. */
                active: boolean;
                /** @description What it says. */
                fact: components["schemas"]["Fact"];
                /** @description The id among its kind. */
                id: string;
                /** @description Whose row it is. */
                origin: components["schemas"]["FactOrigin"];
                /**
                 * Format: date-time
                 * @description When.
                 */
                reviewed_at?: string | null;
                /** @description Who signed it; absent: unreviewed. */
                reviewed_by?: string | null;
                /** @description Where it comes from. */
                source: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Immunization: {
            /** @description The rows of this page. */
            items: {
                /** @description Who made this version. */
                changed_by: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /**
                 * Format: double
                 * @description How much, in mL; more than 0 and at most 50.
                 */
                dose_ml?: number | null;
                /**
                 * Format: int32
                 * @description Which dose of the series, 1 to 50.
                 */
                dose_number?: number | null;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                entered_in_error?: components["schemas"]["EnteredInError"] | null;
                /** @description The id. */
                id: components["schemas"]["ImmunizationId"];
                /** @description The last day that the lot may be used, `YYYY-MM-DD`. */
                lot_expires_on?: string | null;
                /** @description The lot; at most 50 characters. */
                lot_number?: string | null;
                /** @description Who made it; at most 200 characters. */
                manufacturer?: string | null;
                /** @description What else is to be known; at most 2000 characters. */
                note?: string | null;
                /**
                 * Format: date-time
                 * @description When it was given, or was to be.
                 */
                occurred_at: string;
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                performer?: components["schemas"]["Practitioner"] | null;
                /** @description What came after it; at most 1000 characters. */
                reaction?: string | null;
                /** @description Who recorded it. */
                recorded_by: string;
                /** @description True when it is known from a card or from what somebody told, and was not given here. */
                reported?: boolean;
                route?: components["schemas"]["Code"] | null;
                /**
                 * Format: int32
                 * @description How many doses the series has, 1 to 50.
                 */
                series_doses?: number | null;
                site?: components["schemas"]["Code"] | null;
                source?: components["schemas"]["CommandSource"] | null;
                /** @description Whether it was given. */
                status?: components["schemas"]["ImmunizationStatus"];
                /** @description Why it was not given; at most 500 characters. */
                status_reason?: string | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /** @description Which vaccine: a CVX code (`http://hl7.org/fhir/sid/cvx`, 1 to 3 digits), or a code of another system. */
                vaccine: components["schemas"]["Code"];
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Invoice: {
            /** @description The rows of this page. */
            items: {
                /** @description Of which account. */
                account_id: components["schemas"]["BillingAccountId"];
                /** @description What adjustments changed: below 0 when they took away. */
                adjusted: components["schemas"]["Money"];
                /** @description What is open: `total` and `adjusted` less `paid`; never below 0. */
                balance: components["schemas"]["Money"];
                /** @description Who drafted it. */
                by: string;
                /**
                 * Format: date-time
                 * @description When it was drafted.
                 */
                created_at: string;
                /** @description In which currency all its amounts are. */
                currency: components["schemas"]["Currency"];
                /**
                 * Format: int32
                 * @description In how many days after the issue it is due.
                 */
                due_days: number;
                /**
                 * Format: date
                 * @description The last day to pay, in the facility's zone.
                 */
                due_on?: string | null;
                /** @description Where. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description The id. */
                id: components["schemas"]["InvoiceId"];
                /** @description The number, in one row without gaps for each facility; absent while it is a draft. */
                invoice_number?: string | null;
                /**
                 * Format: date-time
                 * @description When it was issued.
                 */
                issued_at?: string | null;
                /** @description The lines. */
                lines: components["schemas"]["InvoiceLine"][];
                /** @description The sum of the lines without tax. */
                net: components["schemas"]["Money"];
                /** @description What is printed on it. */
                notes?: string | null;
                /** @description What payments are allocated to it. */
                paid: components["schemas"]["Money"];
                /** @description Whose. */
                patient_id: components["schemas"]["PatientId"];
                /** @description How far it is. */
                status: components["schemas"]["InvoiceStatus"];
                /** @description The sum of the lines' taxes. */
                tax: components["schemas"]["Money"];
                /** @description `net` and `tax`. */
                total: components["schemas"]["Money"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
                /** @description Why it is void. */
                void_reason?: string | null;
                /** @description What of `adjusted` was given up as not to be had; 0 or below. */
                written_off: components["schemas"]["Money"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ItemOutcome: {
            /** @description The rows of this page. */
            items: {
                /** @description The item, such as `channel/adt-inbound`. */
                item: string;
                /** @description Why it failed, or what is wrong with it. */
                problems?: string[];
                /**
                 * @description `created`, `changed`, `unchanged`, `deleted` or `failed`.
                 * @example created
                 */
                result: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ItemView: {
            /** @description The rows of this page. */
            items: {
                /** @description `channel`, `library`, `lookup`, `script`, `alert` or `configuration`. */
                kind: string;
                /**
                 * Format: int64
                 * @description The newest revision with which nothing was wrong.
                 */
                last_good?: number | null;
                /** @description Its name. */
                name: string;
                /** @description What is wrong with it. */
                problems: string[];
                revision?: components["schemas"]["RevisionView"] | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_LabOrder: {
            /** @description The rows of this page. */
            items: {
                /** @description Why it was given up, where somebody said so. */
                cancel_reason?: string | null;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                facility_id?: components["schemas"]["FacilityId"] | null;
                /** @description The laboratory's numbers, one for each part that it reports (OBR-3). */
                filler_numbers: components["schemas"]["AssignedNumber"][];
                /** @description The id. */
                id: components["schemas"]["LabOrderId"];
                /** @description Whether a specimen is to be collected: none is there that the laboratory can use. */
                needs_specimen?: boolean;
                /** @description Our number, `LAB-` and the id's last ten characters. */
                order_number: string;
                ordering_provider?: components["schemas"]["Practitioner"] | null;
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                placer_number?: components["schemas"]["AssignedNumber"] | null;
                /** @description How urgent it is. */
                priority: components["schemas"]["Priority"];
                /** @description Why. */
                reason?: string | null;
                /**
                 * Format: date-time
                 * @description When it was ordered.
                 */
                requested_at?: string | null;
                /** @description How far it is. */
                status: components["schemas"]["OrderStatus"];
                /** @description What is to be done. */
                tests: components["schemas"]["Code"][];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_LabPanel: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description The id. */
                id: components["schemas"]["LabPanelId"];
                /** @description The panel. */
                panel: components["schemas"]["LabPanelRequest"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_LabResult: {
            /** @description The rows of this page. */
            items: {
                /** @description What was examined. */
                code: components["schemas"]["Code"];
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description Who entered it; absent when a message brought it. */
                entered_by?: string | null;
                /** @description Signs that it is out of the ordinary. */
                flags: components["schemas"]["ResultFlag"][];
                /** @description What was reported before, oldest first. */
                former: components["schemas"]["FormerResult"][];
                /** @description The id; stays the same when the result is corrected. */
                id: components["schemas"]["LabResultId"];
                /** @description Remarks. */
                notes: string[];
                /**
                 * Format: date-time
                 * @description When it was observed (OBX-14, else OBR-7).
                 */
                observed_at?: string | null;
                /** @description The order it answers. */
                order_id: components["schemas"]["LabOrderId"];
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /** @description Who examined. */
                performing_lab?: string | null;
                /** @description The range of normal as sent. */
                reference_range?: string | null;
                /**
                 * Format: int32
                 * @description Position in the report (OBX-1).
                 */
                set_id?: number | null;
                specimen_id?: components["schemas"]["LabSpecimenId"] | null;
                /** @description How sure it is. */
                status: components["schemas"]["ResultStatus"];
                /** @description Tells apart results of the same code (OBX-4). */
                sub_id?: string | null;
                /** @description The unit as sent. */
                unit?: string | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                value?: components["schemas"]["ResultValue"] | null;
                /**
                 * Format: date-time
                 * @description When.
                 */
                verified_at?: string | null;
                /** @description Who verified what was entered; until then it is preliminary, and only the laboratory sees it. */
                verified_by?: string | null;
                /**
                 * Format: int64
                 * @description Counts up with each change.
                 */
                version?: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_LabTest: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description The id. */
                id: components["schemas"]["LabTestId"];
                /** @description The test. */
                test: components["schemas"]["LabTestRequest"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_LibraryTestView: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: int64
                 * @description How long it took, in microseconds.
                 */
                elapsed_us: number;
                /** @description Why it failed; absent when it passed. */
                error?: string | null;
                /**
                 * @description The file.
                 * @example libraries/dates/tests/age.rhai
                 */
                file: string;
                /** @description The line of the function, from 1. */
                line?: number | null;
                /** @description The function; empty when the file is no script. */
                name: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Note: {
            /** @description The rows of this page. */
            items: {
                /** @description What was added since it was signed, in order. */
                addenda: components["schemas"]["Addendum"][];
                /** @description Why this version was made, for an amendment. */
                amendment_reason?: string | null;
                /** @description Who writes it. */
                author: string;
                /** @description Who made this version. */
                changed_by: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                entered_in_error?: components["schemas"]["EnteredInError"] | null;
                /** @description The id. */
                id: components["schemas"]["NoteId"];
                /** @description What kind of note. */
                kind: components["schemas"]["NoteKind"];
                /** @description Whose chart it is in; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /**
                 * Format: date-time
                 * @description Of when it tells. Absent: of when it was begun.
                 */
                service_time?: string | null;
                /**
                 * Format: date-time
                 * @description When it was signed; absent for a draft.
                 */
                signed_at?: string | null;
                source?: components["schemas"]["CommandSource"] | null;
                /** @description How far it is. */
                status: components["schemas"]["NoteStatus"];
                /** @description The text; at most 50000 characters. A draft may be empty. */
                text: string;
                /** @description The title; at most 200 characters. */
                title?: string | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Patient: {
            /** @description The rows of this page. */
            items: {
                /** @description False for a record that was merged into another. */
                active: boolean;
                /** @description Addresses. */
                addresses: components["schemas"]["Address"][];
                /** @description `1970`, `1970-03` or `1970-03-05`. */
                birth_date?: string | null;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When the patient died.
                 */
                death_time?: string | null;
                /** @description Whether the patient has died; absent when nobody said. */
                deceased?: boolean | null;
                /** @description Records that were merged into this one. */
                former_ids: components["schemas"]["PatientId"][];
                /** @description Administrative gender. */
                gender: components["schemas"]["Gender"];
                /** @description The id. */
                id: components["schemas"]["PatientId"];
                /** @description Every number that finds this patient, those of merged records among them. */
                identifiers: components["schemas"]["Identifier"][];
                /** @description Language, as sent. */
                language?: string | null;
                /** @description Marital status, as sent (HL7 table 0002). */
                marital_status?: string | null;
                /** @description Names, the one to use first. */
                names: components["schemas"]["HumanName"][];
                replaced_by?: components["schemas"]["PatientId"] | null;
                /** @description Telephone numbers and the like. */
                telecoms: components["schemas"]["Telecom"][];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Payment: {
            /** @description The rows of this page. */
            items: {
                /** @description For which account. */
                account_id: components["schemas"]["BillingAccountId"];
                /** @description What is allocated to invoices. */
                allocated: components["schemas"]["Money"];
                /** @description How much. */
                amount: components["schemas"]["Money"];
                /** @description The cashier. */
                by: string;
                claim_id?: components["schemas"]["ClaimId"] | null;
                /**
                 * Format: date-time
                 * @description When it was taken.
                 */
                created_at: string;
                /** @description Where. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description What is kept for refunds that a second person is to agree to. */
                held: components["schemas"]["Money"];
                /** @description The id. */
                id: components["schemas"]["PaymentId"];
                /** @description How. */
                method: components["schemas"]["PaymentMethod"];
                /** @description Whose. */
                patient_id: components["schemas"]["PatientId"];
                /** @description Who paid, when it was not the patient. */
                payer?: string | null;
                /** @description The receipt's number, `RC-` and the id's last ten characters. */
                receipt_number: string;
                /** @description The reference of the bank, terminal or operator. */
                reference?: string | null;
                /** @description What was given back. */
                refunded: components["schemas"]["Money"];
                /** @description Why it was reversed. */
                reversal_reason?: string | null;
                /** @description Who reversed it. */
                reversed_by?: string | null;
                /** @description Whether it counts. */
                status: components["schemas"]["PaymentStatus"];
                /** @description What is free: the amount less the three above; 0 when it is reversed. */
                unallocated: components["schemas"]["Money"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Policy: {
            /** @description The rows of this page. */
            items: {
                /** @description Which share of a charge it pays. */
                coverage: components["schemas"]["BasisPoints"];
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description The number of the group. */
                group_number?: string | null;
                /** @description The id. */
                id: components["schemas"]["PolicyId"];
                /** @description The insurer's name. */
                insurer: string;
                /** @description In which order it is asked. */
                order?: components["schemas"]["PolicyOrder"];
                /** @description Whose. */
                patient_id: components["schemas"]["PatientId"];
                /** @description The insurer's id with payers, such as in X12 837 loop 2010BB. */
                payer_id?: string | null;
                /** @description The number of the policy. */
                policy_number: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: date
                 * @description The first day on which it counts.
                 */
                valid_from: string;
                /**
                 * Format: date
                 * @description The last day. Absent: for good.
                 */
                valid_until?: string | null;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Prescription: {
            /** @description The rows of this page. */
            items: {
                check?: components["schemas"]["CheckSummary"] | null;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description What was handed out. */
                dispenses: components["schemas"]["Dispense"][];
                /** @description How much, how often. */
                dose: components["schemas"]["Dose"];
                /** @description Which drug. */
                drug: components["schemas"]["Drug"];
                encounter_id?: components["schemas"]["EncounterId"] | null;
                /**
                 * Format: date-time
                 * @description Until when.
                 */
                ends_at?: string | null;
                /** @description Whether a second person is needed to give it. */
                high_alert: boolean;
                /** @description How it came to be as it is. */
                history: components["schemas"]["StatusChange"][];
                /** @description The id. */
                id: components["schemas"]["PrescriptionId"];
                /** @description What for. */
                indication?: string | null;
                /** @description What to mind. */
                instructions?: string | null;
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /** @description Who wrote it. */
                prescribed_by: string;
                /** @description Our number, `RX-` and the id's last ten characters. */
                prescription_number: string;
                /** @description How urgent it is. */
                priority: components["schemas"]["Priority"];
                /**
                 * Format: int32
                 * @description How many units each fill has.
                 */
                quantity: number;
                /**
                 * Format: int32
                 * @description How many more fills are allowed.
                 */
                refills_left: number;
                /** @description By which way. */
                route: string;
                /**
                 * Format: date-time
                 * @description From when.
                 */
                starts_at: string;
                /** @description How far it is. */
                status: components["schemas"]["PrescriptionStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_PriceItem: {
            /** @description The rows of this page. */
            items: {
                /** @description What kind of thing. */
                category: components["schemas"]["ChargeCategory"];
                /**
                 * @description Its code: the class of an encounter (`outpatient`), the code of a laboratory test, the RxCUI or the name in small letters of a
                 *     drug, the kind of a bed (`standard`), or a code of the house.
                 */
                code: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description The id. */
                id: components["schemas"]["PriceItemId"];
                /** @description What the invoice calls it. */
                name: string;
                /** @description In which list. */
                price_list_id: components["schemas"]["PriceListId"];
                /** @description The code in a system of procedures, such as CPT or HCPCS, for claims. */
                procedure_code?: string | null;
                /** @description The tax on it. */
                tax?: components["schemas"]["BasisPoints"];
                /** @description What one costs without tax, in the list's currency; 0 for what is not charged for. */
                unit_price: components["schemas"]["Money"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: date
                 * @description The first day on which it counts, in the facility's zone.
                 */
                valid_from: string;
                /**
                 * Format: date
                 * @description The last day. Absent: for good.
                 */
                valid_until?: string | null;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_PriceList: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description In which currency. */
                currency: components["schemas"]["Currency"];
                facility_id?: components["schemas"]["FacilityId"] | null;
                /** @description The id. */
                id: components["schemas"]["PriceListId"];
                /** @description The name. */
                name: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: date
                 * @description The first day on which it counts, in the facility's zone.
                 */
                valid_from: string;
                /**
                 * Format: date
                 * @description The last day. Absent: for good.
                 */
                valid_until?: string | null;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Procedure: {
            /** @description The rows of this page. */
            items: {
                body_site?: components["schemas"]["Code"] | null;
                /** @description Who made this version. */
                changed_by: string;
                /** @description What was done. */
                code: components["schemas"]["Code"];
                /** @description What went wrong, at most 20 of 500 characters. */
                complications?: string[];
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                entered_in_error?: components["schemas"]["EnteredInError"] | null;
                /** @description The id. */
                id: components["schemas"]["ProcedureId"];
                /**
                 * Format: int32
                 * @description How long it took, in minutes; 1 to 10080.
                 */
                minutes?: number | null;
                /** @description What else is to be known; at most 2000 characters. */
                note?: string | null;
                /** @description What came of it; at most 2000 characters. */
                outcome?: string | null;
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                performed_at?: string | null;
                /** @description Who did it, the one in charge first; at most 20. */
                performers?: components["schemas"]["Practitioner"][];
                /** @description Who recorded it; of a message, the system that filed it. */
                recorded_by: string;
                source?: components["schemas"]["CommandSource"] | null;
                /** @description How far it is. */
                status?: components["schemas"]["ProcedureStatus"];
                /** @description Why it was not done, or was broken off; at most 500 characters. */
                status_reason?: string | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_PurchaseOrder: {
            /** @description The rows of this page. */
            items: {
                /** @description Who agreed. */
                approved_by?: string | null;
                /** @description Who wrote it. */
                by: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description For which facility. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description The id. */
                id: components["schemas"]["PurchaseOrderId"];
                /** @description What. */
                lines: components["schemas"]["PurchaseOrderLine"][];
                /** @description What to mind. */
                notes?: string | null;
                /** @description Our number, `PO-` and the id's last ten characters. */
                order_number: string;
                /**
                 * Format: date-time
                 * @description When the supplier got it.
                 */
                ordered_at?: string | null;
                /** @description Why it was cancelled. */
                reason?: string | null;
                /** @description How far it is. */
                status: components["schemas"]["PurchaseOrderStatus"];
                /** @description From whom. */
                supplier_id: components["schemas"]["SupplierId"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_QueueView: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: int64
                 * @description How many messages wait.
                 */
                depth: number;
                /** @description The destination. */
                id: string;
                /** @description Whether it is given no message; absent while the channel is stopped. */
                is_paused?: boolean | null;
                /** @description The number of the first of them. */
                oldest?: string | null;
                /**
                 * Format: int64
                 * @description How long ago that is, in seconds.
                 */
                oldest_age_seconds?: number | null;
                /**
                 * Format: date-time
                 * @description When it was received.
                 */
                oldest_received_at?: string | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Refund: {
            /** @description The rows of this page. */
            items: {
                /** @description From which account. */
                account_id: components["schemas"]["BillingAccountId"];
                /** @description How much. */
                amount: components["schemas"]["Money"];
                /** @description Who asked for it. */
                by: string;
                /**
                 * Format: date-time
                 * @description When it was asked for.
                 */
                created_at: string;
                /** @description Who agreed or did not, when a second person had to. */
                decided_by?: string | null;
                /** @description Why it was rejected or reversed. */
                end_reason?: string | null;
                /** @description Where. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description The id. */
                id: components["schemas"]["RefundId"];
                /** @description How. */
                method: components["schemas"]["PaymentMethod"];
                /**
                 * Format: date-time
                 * @description When it was paid.
                 */
                paid_at?: string | null;
                /** @description Whose. */
                patient_id: components["schemas"]["PatientId"];
                /** @description Of which payment. */
                payment_id: components["schemas"]["PaymentId"];
                /** @description Why. */
                reason: string;
                /** @description The reference of the bank, terminal or operator. */
                reference?: string | null;
                /** @description How far it is. */
                status: components["schemas"]["RefundStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_RevisionView: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was made or, for changes from outside, noticed.
                 */
                at: string;
                /** @description Who made it; `folder` for changes from outside. */
                author: string;
                /** @description Why. */
                comment: string;
                /** @description SHA-256 of the files. */
                hash: string;
                /**
                 * Format: int64
                 * @description Its number.
                 * @example 3
                 */
                id: number;
                /** @description Whether the item was removed by it. */
                is_deleted: boolean;
                /** @description Whether nothing was found wrong with it when it was made. */
                is_good: boolean;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Schedule: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                department_id?: components["schemas"]["DepartmentId"] | null;
                /** @description Until when on that day. */
                end: string;
                /** @description Where; the times are of its time zone. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description The id. */
                id: components["schemas"]["ScheduleId"];
                /** @description In which room. */
                room?: string | null;
                /**
                 * Format: int32
                 * @description How long a slot is, in minutes; a multiple of 5.
                 */
                slot_minutes?: number;
                /** @description Who. */
                staff_id: components["schemas"]["StaffId"];
                /** @description From when on that day, such as `08:00`. */
                start: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: date
                 * @description From which day; absent: always.
                 */
                valid_from?: string | null;
                /**
                 * Format: date
                 * @description Up to and with which day; absent: until somebody ends it.
                 */
                valid_until?: string | null;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
                /** @description On which day of the week. */
                weekday: components["schemas"]["ScheduleDay"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_ServiceAccount: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was added.
                 */
                created_at: string;
                /** @description What it is for. */
                description: string;
                /** @description Whether all its keys are refused. */
                disabled: boolean;
                /** @description The id. */
                id: components["schemas"]["UserId"];
                /** @description The name, in lowercase. */
                name: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_SharedConnectionView: {
            /** @description The rows of this page. */
            items: {
                /** @description What it is, for people. */
                description?: string | null;
                /**
                 * @description The kind of connector that it is for.
                 * @example mllp
                 */
                kind: string;
                /**
                 * @description The name that connectors give it, in their setting `connection`.
                 * @example lab
                 */
                name: string;
                /**
                 * @description The settings that come from it; a connector that names it must not have them too.
                 * @example [
                 *       "address",
                 *       "tls"
                 *     ]
                 */
                settings: string[];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Specimen: {
            /** @description The rows of this page. */
            items: {
                /** @description What is on the label, in letters that Code 128 and Data Matrix have; no two have the same. */
                barcode: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                collected_at: string;
                /** @description Who took it. */
                collected_by: string;
                /** @description Into what it was taken. */
                container?: string | null;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description Who had it, oldest first. */
                custody: components["schemas"]["CustodyEntry"][];
                facility_id?: components["schemas"]["FacilityId"] | null;
                /** @description The id. */
                id: components["schemas"]["LabSpecimenId"];
                /** @description How it was made sure that it is of this patient. */
                identification: components["schemas"]["PatientIdentification"];
                /** @description Where it is. */
                location?: string | null;
                /** @description How. */
                method?: string | null;
                /** @description For which order. */
                order_id: components["schemas"]["LabOrderId"];
                /** @description Whose it is; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                quality?: components["schemas"]["SpecimenQuality"] | null;
                /** @description Where on the body. */
                site?: string | null;
                /** @description What it is. */
                specimen_type: string;
                /** @description How far it is. */
                status: components["schemas"]["SpecimenStatus"];
                /** @description The tests that it is for. */
                tests: components["schemas"]["Code"][];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
                /**
                 * Format: int32
                 * @description How much, in microlitres.
                 */
                volume_ul?: number | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StaffMember: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                department_id?: components["schemas"]["DepartmentId"] | null;
                /** @description The mail address. */
                email?: string | null;
                /** @description Where the person works; the home facility first. */
                facility_ids: components["schemas"]["FacilityId"][];
                /** @description Family name. */
                family: string;
                /** @description Given names. */
                given: string;
                /** @description The id. */
                id: components["schemas"]["StaffId"];
                /** @description The number of the licence. */
                licence?: string | null;
                /** @description The number, unique; what other systems know the person by. */
                number: string;
                organization_id?: components["schemas"]["OrganizationId"] | null;
                /** @description The telephone number. */
                phone?: string | null;
                /** @description What the person does. */
                role: components["schemas"]["StaffRole"];
                /** @description The speciality. */
                specialization?: string | null;
                /** @description Whether the person works. */
                status?: components["schemas"]["StaffStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /** @description The name that the person signs in with. */
                username?: string | null;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Statement: {
            /** @description The rows of this page. */
            items: {
                /** @description Of which account. */
                account_id: components["schemas"]["BillingAccountId"];
                /** @description What was to be paid after the last day. */
                closing: components["schemas"]["Money"];
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /** @description In which currency. */
                currency: components["schemas"]["Currency"];
                /**
                 * Format: date
                 * @description The first day.
                 */
                from: string;
                /** @description The id. */
                id: components["schemas"]["StatementId"];
                /** @description What happened, in order. */
                lines: components["schemas"]["StatementLine"][];
                /** @description What was to be paid before the first day. */
                opening: components["schemas"]["Money"];
                /** @description Whose. */
                patient_id: components["schemas"]["PatientId"];
                /** @description Our number, `ST-` and the id's last ten characters. */
                statement_number: string;
                /**
                 * Format: date
                 * @description The last day.
                 */
                to: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StatisticsView: {
            /** @description The rows of this page. */
            items: (components["schemas"]["CountsView"] & {
                /** @description The channel. */
                channel: string;
                /** @description Each by itself, the source first. */
                connectors: components["schemas"]["ConnectorCountsView"][];
            })[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StockAlert: {
            /** @description The rows of this page. */
            items: {
                /** @description Who looked at it. */
                acknowledged_by?: string | null;
                batch_id?: components["schemas"]["StockBatchId"] | null;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                facility_id?: components["schemas"]["FacilityId"] | null;
                /** @description The id. */
                id: components["schemas"]["StockAlertId"];
                item_id?: components["schemas"]["InventoryItemId"] | null;
                /** @description What is the matter. */
                kind: components["schemas"]["StockAlertKind"];
                /** @description What is the matter and what to do, in words. */
                message: string;
                /**
                 * Format: int64
                 * @description How many units it is about.
                 */
                quantity?: number | null;
                /** @description For what it was handed out: the prescription's id. Absent for a drug that is no item: that is one matter for all hand-outs. */
                reference?: string | null;
                /** @description The RxNorm concept of a drug that is no item of the catalogue. */
                rxcui?: string | null;
                /** @description How far it is. */
                status: components["schemas"]["StockAlertStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StockBatch: {
            /** @description The rows of this page. */
            items: {
                /** @description Who changed the status last. */
                by: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /**
                 * Format: date
                 * @description The last day on which it may be used.
                 */
                expires_on: string;
                /** @description The id. */
                id: components["schemas"]["StockBatchId"];
                /** @description Of which item. */
                item_id: components["schemas"]["InventoryItemId"];
                /** @description The maker's number of the lot; unique for the item. */
                lot: string;
                /** @description Why it is as it is. */
                reason?: string | null;
                /** @description Whether it may be used. */
                status: components["schemas"]["StockBatchStatus"];
                supplier_id?: components["schemas"]["SupplierId"] | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StockItem: {
            /** @description The rows of this page. */
            items: {
                /** @description Whether it is in use. What is not can neither be received nor issued. */
                active?: boolean;
                /** @description What it is. */
                category: components["schemas"]["StockItemCategory"];
                /** @description Our code, unique. */
                code: string;
                /** @description Whether it is a controlled drug: corrections of its stock need a witness. */
                controlled?: boolean;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description The id. */
                id: components["schemas"]["InventoryItemId"];
                /** @description What it is called. */
                name: string;
                /**
                 * Format: int32
                 * @description Stock of a facility at or below this is low. 0: never.
                 */
                reorder_level?: number;
                /**
                 * Format: int32
                 * @description How many units are ordered at a time. 0: as many as the one who orders thinks right.
                 */
                reorder_quantity?: number;
                /** @description The RxNorm concept (RxCUI) by which prescriptions name it; a hand-out of a drug with this concept is taken from its stock. */
                rxcui?: string | null;
                /** @description The smallest unit that is counted: `tablet`, `ampoule`, `mL`, `piece`. */
                unit: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StockLevel: {
            /** @description The rows of this page. */
            items: {
                /** @description Of which batch. */
                batch_id: components["schemas"]["StockBatchId"];
                /**
                 * Format: date
                 * @description The last day on which it may be used.
                 */
                expires_on: string;
                /** @description In which facility. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description Of which item. */
                item_id: components["schemas"]["InventoryItemId"];
                /** @description In which place. */
                location_id: components["schemas"]["StockLocationId"];
                /** @description The number of the lot. */
                lot: string;
                /**
                 * Format: int64
                 * @description How many units are there.
                 */
                on_hand: number;
                /**
                 * Format: int64
                 * @description How many of them are kept back for somebody.
                 */
                reserved: number;
                /** @description Whether it may be used. */
                status: components["schemas"]["StockBatchStatus"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StockLocation: {
            /** @description The rows of this page. */
            items: {
                /** @description Whether it is in use. Nothing goes in or out of one that is not. */
                active?: boolean;
                /** @description Our code, unique in the facility. */
                code: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description In which facility. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description The id. */
                id: components["schemas"]["StockLocationId"];
                /** @description What it is for. */
                kind: components["schemas"]["StockLocationKind"];
                /** @description What it is called. */
                name: string;
                /** @description The facility's time zone: the day of expiry ends by it. */
                time_zone: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_StoredEntry: {
            /** @description The rows of this page. */
            items: (components["schemas"]["Entry"] & {
                /** @description The hash of this one. */
                hash: string;
                /** @description The hash of the entry before. */
                prev: string;
            })[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Supplier: {
            /** @description The rows of this page. */
            items: {
                /** @description Whether orders go there. */
                active?: boolean;
                /** @description Our code, unique. */
                code: string;
                /** @description Whom to talk to there. */
                contact?: string | null;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description A mail address. */
                email?: string | null;
                /** @description The id. */
                id: components["schemas"]["SupplierId"];
                /**
                 * Format: int32
                 * @description How many days a delivery takes, at most 365.
                 */
                lead_time_days?: number | null;
                /** @description What it is called. */
                name: string;
                /** @description What is agreed about paying. */
                payment_terms?: string | null;
                /** @description A telephone number. */
                phone?: string | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_User: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When the user was added.
                 */
                created_at: string;
                /** @description Whether signing in is refused. */
                disabled: boolean;
                /** @description The id. */
                id: components["schemas"]["UserId"];
                /** @description Names of the roles held. */
                roles: string[];
                /** @description The name to sign in with, in lowercase. */
                username: string;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_VitalReading: {
            /** @description The rows of this page. */
            items: {
                /** @description The device took the values for artefacts. */
                artifact: boolean;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description By which device. */
                device_id: components["schemas"]["DeviceId"];
                /** @description Values that no patient can have. */
                implausible?: components["schemas"]["VitalValues"];
                /** @description A lead or sensor was off. */
                lead_off: boolean;
                /** @description Whose. */
                patient_id: components["schemas"]["PatientId"];
                /**
                 * Format: double
                 * @description Systolic less diastolic pressure, mmHg.
                 */
                pulse_pressure?: number | null;
                /** @description What the device said of the rhythm. */
                rhythm?: string | null;
                signal_quality?: components["schemas"]["SignalQuality"] | null;
                /** @description The values that can be true. */
                values: components["schemas"]["VitalValues"];
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_VitalSigns: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: double
                 * @description Body mass index in kg/m², of height and weight taken together.
                 */
                bmi?: number | null;
                /** @description Who made this version. */
                changed_by: string;
                consciousness?: components["schemas"]["Consciousness"] | null;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /**
                 * Format: int32
                 * @description Diastolic blood pressure in mm[Hg], 10 to 200; less than the systolic.
                 */
                diastolic?: number | null;
                encounter_id?: components["schemas"]["EncounterId"] | null;
                entered_in_error?: components["schemas"]["EnteredInError"] | null;
                /**
                 * Format: int32
                 * @description Glasgow coma scale, 3 to 15.
                 */
                gcs?: number | null;
                /**
                 * Format: int32
                 * @description Heart beats per minute, 10 to 300.
                 */
                heart_rate?: number | null;
                /**
                 * Format: double
                 * @description Height in cm, 20 to 260.
                 */
                height_cm?: number | null;
                /** @description The id. */
                id: components["schemas"]["VitalSignsId"];
                /** @description The early warning score, or why there is none. */
                news2: components["schemas"]["News2Assessment"];
                /** @description What else is to be known; at most 2000 characters. */
                note?: string | null;
                oxygen?: components["schemas"]["Oxygen"] | null;
                /**
                 * Format: int32
                 * @description Pain, 0 to 10.
                 */
                pain?: number | null;
                /** @description Whose they are; the survivor after a merge. */
                patient_id: components["schemas"]["PatientId"];
                position?: components["schemas"]["BodyPosition"] | null;
                /** @description Who recorded them. */
                recorded_by: string;
                /**
                 * Format: int32
                 * @description Breaths per minute, 0 to 80.
                 */
                respiratory_rate?: number | null;
                source?: components["schemas"]["CommandSource"] | null;
                /**
                 * Format: int32
                 * @description Oxygen saturation in %, 30 to 100.
                 */
                spo2?: number | null;
                /** @description Which scale counts for it. */
                spo2_scale?: components["schemas"]["SpO2Scale"];
                /**
                 * Format: int32
                 * @description Systolic blood pressure in mm[Hg], 20 to 300.
                 */
                systolic?: number | null;
                /**
                 * Format: date-time
                 * @description When they were taken.
                 */
                taken_at: string;
                /**
                 * Format: double
                 * @description Temperature in Cel, 25.0 to 45.0.
                 */
                temperature?: number | null;
                temperature_site?: components["schemas"]["TemperatureSite"] | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
                /**
                 * Format: double
                 * @description Weight in kg, 0.2 to 700.
                 */
                weight_kg?: number | null;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_WaitlistEntry: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description In which part of the day. */
                day_part?: components["schemas"]["DayPart"];
                /** @description Times that were declined or not answered; they are not offered again. */
                declined?: components["schemas"]["AppointmentId"][];
                /**
                 * Format: date
                 * @description From which day.
                 */
                earliest: string;
                /** @description Where. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description The id. */
                id: components["schemas"]["WaitlistEntryId"];
                /** @description What it is for. */
                kind: components["schemas"]["AppointmentKind"];
                /**
                 * Format: date
                 * @description Up to and with which day.
                 */
                latest: string;
                /**
                 * Format: int32
                 * @description How long it takes, in minutes: a multiple of 5, at most 480.
                 */
                minutes: number;
                offer?: components["schemas"]["WaitlistOffer"] | null;
                /** @description For whom. */
                patient_id: components["schemas"]["PatientId"];
                /** @description How urgent it is. */
                priority?: components["schemas"]["AppointmentPriority"];
                provider_id?: components["schemas"]["StaffId"] | null;
                /** @description Why the patient comes. */
                reason?: string | null;
                /** @description How far it is. */
                status: components["schemas"]["WaitlistStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description One page of a list. */
        Page_Ward: {
            /** @description The rows of this page. */
            items: {
                /** @description Short code, unique in the facility. */
                code: string;
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                department_id?: components["schemas"]["DepartmentId"] | null;
                /** @description Where it is. */
                facility_id: components["schemas"]["FacilityId"];
                /** @description Whom it takes. */
                gender?: components["schemas"]["WardGender"];
                /** @description The id. */
                id: components["schemas"]["WardId"];
                /** @description What it is for. */
                kind: components["schemas"]["WardKind"];
                /** @description The name. */
                name: string;
                /** @description The telephone number of its station. */
                station_phone?: string | null;
                /** @description Whether it is in use. */
                status?: components["schemas"]["PlaceStatus"];
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description Counts up with each change; the value of `If-Match`.
                 */
                version: number;
            }[];
            next?: components["schemas"]["Cursor"] | null;
        };
        /** @description A patient. */
        Patient: {
            /** @description False for a record that was merged into another. */
            active: boolean;
            /** @description Addresses. */
            addresses: components["schemas"]["Address"][];
            /** @description `1970`, `1970-03` or `1970-03-05`. */
            birth_date?: string | null;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the patient died.
             */
            death_time?: string | null;
            /** @description Whether the patient has died; absent when nobody said. */
            deceased?: boolean | null;
            /** @description Records that were merged into this one. */
            former_ids: components["schemas"]["PatientId"][];
            /** @description Administrative gender. */
            gender: components["schemas"]["Gender"];
            /** @description The id. */
            id: components["schemas"]["PatientId"];
            /** @description Every number that finds this patient, those of merged records among them. */
            identifiers: components["schemas"]["Identifier"][];
            /** @description Language, as sent. */
            language?: string | null;
            /** @description Marital status, as sent (HL7 table 0002). */
            marital_status?: string | null;
            /** @description Names, the one to use first. */
            names: components["schemas"]["HumanName"][];
            replaced_by?: components["schemas"]["PatientId"] | null;
            /** @description Telephone numbers and the like. */
            telecoms: components["schemas"]["Telecom"][];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
        };
        /** @description ULID, 26 characters */
        PatientId: string;
        /**
         * @description How it was made sure that the specimen is of this patient.
         * @enum {string}
         */
        PatientIdentification: "scanned" | "asked";
        /** @description All ids of one person: what another service needs to find everything that it filed before and after a merge. */
        PatientIds: {
            /** @description Records that were merged into it. */
            former_ids: components["schemas"]["PatientId"][];
            /** @description The surviving record. */
            patient_id: components["schemas"]["PatientId"];
        };
        /** @description Whose numbers they are. */
        PatientMatch: {
            /** @description Records that were merged into it. */
            former_ids?: components["schemas"]["PatientId"][];
            patient_id?: components["schemas"]["PatientId"] | null;
        };
        /** @description Data of a patient in a command. Lists are replaced as a whole, save identifiers, which are only ever added. */
        PatientPatch: {
            /** @description Addresses. */
            addresses?: components["schemas"]["Address"][] | null;
            /** @description `1970`, `1970-03` or `1970-03-05`. */
            birth_date?: string | null;
            /**
             * Format: date-time
             * @description When the patient died.
             */
            death_time?: string | null;
            /** @description Whether the patient has died. */
            deceased?: boolean | null;
            gender?: components["schemas"]["Gender"] | null;
            /** @description Numbers, at least one; any of them finds the patient. */
            identifiers: components["schemas"]["Identifier"][];
            /** @description Language. */
            language?: string | null;
            /** @description Marital status (HL7 table 0002). */
            marital_status?: string | null;
            /** @description Names, the one to use first. */
            names?: components["schemas"]["HumanName"][] | null;
            /** @description Telephone numbers and the like. */
            telecoms?: components["schemas"]["Telecom"][] | null;
        };
        /** @description A payment as it is kept. */
        Payment: {
            /** @description For which account. */
            account_id: components["schemas"]["BillingAccountId"];
            /** @description What is allocated to invoices. */
            allocated: components["schemas"]["Money"];
            /** @description How much. */
            amount: components["schemas"]["Money"];
            /** @description The cashier. */
            by: string;
            claim_id?: components["schemas"]["ClaimId"] | null;
            /**
             * Format: date-time
             * @description When it was taken.
             */
            created_at: string;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description What is kept for refunds that a second person is to agree to. */
            held: components["schemas"]["Money"];
            /** @description The id. */
            id: components["schemas"]["PaymentId"];
            /** @description How. */
            method: components["schemas"]["PaymentMethod"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Who paid, when it was not the patient. */
            payer?: string | null;
            /** @description The receipt's number, `RC-` and the id's last ten characters. */
            receipt_number: string;
            /** @description The reference of the bank, terminal or operator. */
            reference?: string | null;
            /** @description What was given back. */
            refunded: components["schemas"]["Money"];
            /** @description Why it was reversed. */
            reversal_reason?: string | null;
            /** @description Who reversed it. */
            reversed_by?: string | null;
            /** @description Whether it counts. */
            status: components["schemas"]["PaymentStatus"];
            /** @description What is free: the amount less the three above; 0 when it is reversed. */
            unallocated: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description What of a payment is allocated to an invoice. */
        PaymentAllocation: {
            /** @description How much. */
            amount: components["schemas"]["Money"];
            /** @description Which invoice. */
            invoice_id: components["schemas"]["InvoiceId"];
        };
        /** @description ULID, 26 characters */
        PaymentId: string;
        /**
         * @description How money came or goes.
         * @enum {string}
         */
        PaymentMethod: "cash" | "bank-transfer" | "card" | "mobile-money" | "cheque" | "insurance";
        /** @description Money that a cashier takes. */
        PaymentRequest: {
            /** @description For which account. */
            account_id: components["schemas"]["BillingAccountId"];
            /** @description What it is for, at most 100. Absent: the invoices that are due first; what is left stays on the account as credit. Empty: all stays. */
            allocations?: components["schemas"]["AllocationRequest"][] | null;
            /** @description How much, in the account's currency. */
            amount: components["schemas"]["Money"];
            /** @description How; not `insurance`. */
            method: components["schemas"]["PaymentMethod"];
            /** @description Who paid, when it was not the patient. */
            payer?: string | null;
            /** @description The reference of the bank, terminal or operator; needed for all but cash, and the same one only once for each method. */
            reference?: string | null;
        };
        /**
         * @description Whether a payment counts. `posted → reversed`.
         * @enum {string}
         */
        PaymentStatus: "posted" | "reversed";
        /** @description Prices what had no price: by the price lists of today, where it was done if nobody knew. */
        PlaceRequest: {
            facility_id?: components["schemas"]["FacilityId"] | null;
        };
        /**
         * @description Whether a place is in use.
         * @enum {string}
         */
        PlaceStatus: "active" | "inactive";
        /** @description A place of a message. */
        PlaceView: {
            definition?: components["schemas"]["DefinitionView"] | null;
            /** @description Whether nothing is within it. */
            is_leaf: boolean;
            /** @description Whether the value is longer. */
            is_value_cut: boolean;
            /**
             * @description `group`, `segment`, `field`, `component`, `subcomponent`, `object`, `array`, `element`, `attribute`, `record` or `value`.
             * @example field
             */
            kind: string;
            /** @description Its name within what it is in, where that is shorter. */
            label?: string | null;
            /** @description How deep it is, from 0. */
            level: number;
            /**
             * @description What its code means.
             * @example Female
             */
            meaning?: string | null;
            /**
             * @description Its path, as steps and scripts write it; empty for what they cannot name.
             * @example PID-3.1
             */
            path: string;
            /** @description What stands there, at most 2,000 characters. */
            value?: string | null;
        };
        /** @description The insurance of a patient. */
        Policy: {
            /** @description Which share of a charge it pays. */
            coverage: components["schemas"]["BasisPoints"];
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description The number of the group. */
            group_number?: string | null;
            /** @description The id. */
            id: components["schemas"]["PolicyId"];
            /** @description The insurer's name. */
            insurer: string;
            /** @description In which order it is asked. */
            order?: components["schemas"]["PolicyOrder"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description The insurer's id with payers, such as in X12 837 loop 2010BB. */
            payer_id?: string | null;
            /** @description The number of the policy. */
            policy_number: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: date
             * @description The first day on which it counts.
             */
            valid_from: string;
            /**
             * Format: date
             * @description The last day. Absent: for good.
             */
            valid_until?: string | null;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        PolicyId: string;
        /**
         * @description In which order insurers are asked.
         * @enum {string}
         */
        PolicyOrder: "primary" | "secondary" | "tertiary";
        /** @description An insurance to be noted, or as it is to be from now on. */
        PolicyRequest: {
            /** @description Which share of a charge it pays. */
            coverage: components["schemas"]["BasisPoints"];
            /** @description The number of the group. */
            group_number?: string | null;
            /** @description The insurer's name. */
            insurer: string;
            /** @description In which order it is asked. */
            order?: components["schemas"]["PolicyOrder"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description The insurer's id with payers, such as in X12 837 loop 2010BB. */
            payer_id?: string | null;
            /** @description The number of the policy. */
            policy_number: string;
            /**
             * Format: date
             * @description The first day on which it counts.
             */
            valid_from: string;
            /**
             * Format: date
             * @description The last day. Absent: for good.
             */
            valid_until?: string | null;
        };
        /** @description Somebody who treats or orders (HL7 XCN). */
        Practitioner: {
            /** @description Family name. */
            family?: string | null;
            /** @description Given name. */
            given?: string | null;
            /** @description The number at the sender. */
            id?: string | null;
        };
        /** @description A prescription of one drug. */
        Prescription: {
            check?: components["schemas"]["CheckSummary"] | null;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description What was handed out. */
            dispenses: components["schemas"]["Dispense"][];
            /** @description How much, how often. */
            dose: components["schemas"]["Dose"];
            /** @description Which drug. */
            drug: components["schemas"]["Drug"];
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /**
             * Format: date-time
             * @description Until when.
             */
            ends_at?: string | null;
            /** @description Whether a second person is needed to give it. */
            high_alert: boolean;
            /** @description How it came to be as it is. */
            history: components["schemas"]["StatusChange"][];
            /** @description The id. */
            id: components["schemas"]["PrescriptionId"];
            /** @description What for. */
            indication?: string | null;
            /** @description What to mind. */
            instructions?: string | null;
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Who wrote it. */
            prescribed_by: string;
            /** @description Our number, `RX-` and the id's last ten characters. */
            prescription_number: string;
            /** @description How urgent it is. */
            priority: components["schemas"]["Priority"];
            /**
             * Format: int32
             * @description How many units each fill has.
             */
            quantity: number;
            /**
             * Format: int32
             * @description How many more fills are allowed.
             */
            refills_left: number;
            /** @description By which way. */
            route: string;
            /**
             * Format: date-time
             * @description From when.
             */
            starts_at: string;
            /** @description How far it is. */
            status: components["schemas"]["PrescriptionStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        PrescriptionId: string;
        /** @description A new prescription. What the patient takes already, the service knows from its own prescriptions and adds from `takes_also`. */
        PrescriptionRequest: {
            /** @description Allergies that the patient's chart does not tell; those that it tells are added. Absent: nobody asked. */
            allergies?: components["schemas"]["KnownAllergy"][] | null;
            /** @description Day of birth. */
            birth_date?: string | null;
            /** @description ICD-10 codes of the patient's conditions. */
            conditions?: string[] | null;
            /**
             * Format: int32
             * @description For how many days, at most 365. Absent: until somebody ends it.
             */
            days?: number | null;
            /** @description How much, how often. */
            dose: components["schemas"]["Dose"];
            /** @description Which drug. */
            drug: components["schemas"]["Drug"];
            /**
             * Format: double
             * @description Estimated glomerular filtration rate in mL/min/1.73 m².
             */
            egfr?: number | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /** @description What for. */
            indication?: string | null;
            /** @description What to mind. */
            instructions?: string | null;
            /** @description For whom. */
            patient_id: components["schemas"]["PatientId"];
            /** @description How urgent it is. */
            priority?: components["schemas"]["Priority"];
            /**
             * Format: int32
             * @description How many units each fill has: tablets, ampoules, millilitres; 1 to 100000.
             */
            quantity: number;
            /**
             * Format: int32
             * @description How many more fills are allowed, at most 12.
             */
            refills?: number;
            /** @description By which way: `oral`, `iv`, `im`, `sc`, … */
            route: string;
            /**
             * Format: date-time
             * @description From when. Absent: now.
             */
            starts_at?: string | null;
            /** @description Drugs from elsewhere that the patient takes. Absent: nobody asked. */
            takes_also?: components["schemas"]["DrugOrder"][] | null;
            /**
             * Format: double
             * @description Body weight in kg.
             */
            weight_kg?: number | null;
        };
        /**
         * @description How far a prescription is.
         *
         *     ```text
         *     draft ──► pending ──► active ──► partially-dispensed ──► dispensed ──► completed
         *       │          │          │ ▲              │                   │ refill
         *       └──► cancelled ◄──────┘ on-hold        └──► stopped ◄──────┘ (to active)
         *     ```
         * @enum {string}
         */
        PrescriptionStatus: "draft" | "pending" | "active" | "partially-dispensed" | "dispensed" | "on-hold" | "completed" | "stopped" | "cancelled" | "expired" | "entered-in-error";
        /**
         * @description The unit of blood pressures as sent.
         * @enum {string}
         */
        PressureUnit: "mm[Hg]" | "kPa";
        /** @description The price of one thing in a list. */
        PriceItem: {
            /** @description What kind of thing. */
            category: components["schemas"]["ChargeCategory"];
            /**
             * @description Its code: the class of an encounter (`outpatient`), the code of a laboratory test, the RxCUI or the name in small letters of a
             *     drug, the kind of a bed (`standard`), or a code of the house.
             */
            code: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description The id. */
            id: components["schemas"]["PriceItemId"];
            /** @description What the invoice calls it. */
            name: string;
            /** @description In which list. */
            price_list_id: components["schemas"]["PriceListId"];
            /** @description The code in a system of procedures, such as CPT or HCPCS, for claims. */
            procedure_code?: string | null;
            /** @description The tax on it. */
            tax?: components["schemas"]["BasisPoints"];
            /** @description What one costs without tax, in the list's currency; 0 for what is not charged for. */
            unit_price: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: date
             * @description The first day on which it counts, in the facility's zone.
             */
            valid_from: string;
            /**
             * Format: date
             * @description The last day. Absent: for good.
             */
            valid_until?: string | null;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        PriceItemId: string;
        /** @description A price to be made, or as it is to be from now on; what was charged before keeps the price it had. */
        PriceItemRequest: {
            /** @description What kind of thing. */
            category: components["schemas"]["ChargeCategory"];
            /**
             * @description Its code: the class of an encounter (`outpatient`), the code of a laboratory test, the RxCUI or the name in small letters of a
             *     drug, the kind of a bed (`standard`), or a code of the house.
             */
            code: string;
            /** @description What the invoice calls it. */
            name: string;
            /** @description The code in a system of procedures, such as CPT or HCPCS, for claims. */
            procedure_code?: string | null;
            /** @description The tax on it. */
            tax?: components["schemas"]["BasisPoints"];
            /** @description What one costs without tax, in the list's currency; 0 for what is not charged for. */
            unit_price: components["schemas"]["Money"];
            /**
             * Format: date
             * @description The first day on which it counts, in the facility's zone.
             */
            valid_from: string;
            /**
             * Format: date
             * @description The last day. Absent: for good.
             */
            valid_until?: string | null;
        };
        /** @description Prices in one currency. */
        PriceList: {
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description In which currency. */
            currency: components["schemas"]["Currency"];
            facility_id?: components["schemas"]["FacilityId"] | null;
            /** @description The id. */
            id: components["schemas"]["PriceListId"];
            /** @description The name. */
            name: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: date
             * @description The first day on which it counts, in the facility's zone.
             */
            valid_from: string;
            /**
             * Format: date
             * @description The last day. Absent: for good.
             */
            valid_until?: string | null;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        PriceListId: string;
        /** @description A price list to be made, or as it is to be from now on. */
        PriceListRequest: {
            /** @description In which currency. */
            currency: components["schemas"]["Currency"];
            facility_id?: components["schemas"]["FacilityId"] | null;
            /** @description The name. */
            name: string;
            /**
             * Format: date
             * @description The first day on which it counts, in the facility's zone.
             */
            valid_from: string;
            /**
             * Format: date
             * @description The last day. Absent: for good.
             */
            valid_until?: string | null;
        };
        /**
         * @description How urgent it is (HL7 table 0485).
         * @enum {string}
         */
        Priority: "routine" | "urgent" | "asap" | "stat";
        /** @description A failure told to a client. Never holds patient data. */
        Problem: {
            /** @description What happened and what to do. */
            detail?: string;
            /** @description Every single thing that is wrong, with its place (`/patient/birth_date: …`). */
            problems?: string[];
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description A short sentence for people. */
            title: string;
            /** @description A stable name of the problem, such as `patient-not-found`; documented, for programs. */
            type: string;
        };
        /** @description A procedure. */
        Procedure: {
            body_site?: components["schemas"]["Code"] | null;
            /** @description Who made this version. */
            changed_by: string;
            /** @description What was done. */
            code: components["schemas"]["Code"];
            /** @description What went wrong, at most 20 of 500 characters. */
            complications?: string[];
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            entered_in_error?: components["schemas"]["EnteredInError"] | null;
            /** @description The id. */
            id: components["schemas"]["ProcedureId"];
            /**
             * Format: int32
             * @description How long it took, in minutes; 1 to 10080.
             */
            minutes?: number | null;
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            /** @description What came of it; at most 2000 characters. */
            outcome?: string | null;
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /**
             * Format: date-time
             * @description When it began.
             */
            performed_at?: string | null;
            /** @description Who did it, the one in charge first; at most 20. */
            performers?: components["schemas"]["Practitioner"][];
            /** @description Who recorded it; of a message, the system that filed it. */
            recorded_by: string;
            source?: components["schemas"]["CommandSource"] | null;
            /** @description How far it is. */
            status?: components["schemas"]["ProcedureStatus"];
            /** @description Why it was not done, or was broken off; at most 500 characters. */
            status_reason?: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        ProcedureId: string;
        /** @description A procedure, as somebody records it. */
        ProcedureRequest: {
            body_site?: components["schemas"]["Code"] | null;
            /** @description What was done. */
            code: components["schemas"]["Code"];
            /** @description What went wrong, at most 20 of 500 characters. */
            complications?: string[];
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /**
             * Format: int32
             * @description How long it took, in minutes; 1 to 10080.
             */
            minutes?: number | null;
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            /** @description What came of it; at most 2000 characters. */
            outcome?: string | null;
            /**
             * Format: date-time
             * @description When it began.
             */
            performed_at?: string | null;
            /** @description Who did it, the one in charge first; at most 20. */
            performers?: components["schemas"]["Practitioner"][];
            /** @description How far it is. */
            status?: components["schemas"]["ProcedureStatus"];
            /** @description Why it was not done, or was broken off; at most 500 characters. */
            status_reason?: string | null;
        };
        /**
         * @description How far it is (event-status).
         * @enum {string}
         */
        ProcedureStatus: "preparation" | "in-progress" | "not-done" | "on-hold" | "stopped" | "completed";
        /**
         * @description Whether a check could be done.
         * @enum {string}
         */
        Progress: "complete" | "incomplete" | "not-run";
        /** @description An order to a supplier. */
        PurchaseOrder: {
            /** @description Who agreed. */
            approved_by?: string | null;
            /** @description Who wrote it. */
            by: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description For which facility. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The id. */
            id: components["schemas"]["PurchaseOrderId"];
            /** @description What. */
            lines: components["schemas"]["PurchaseOrderLine"][];
            /** @description What to mind. */
            notes?: string | null;
            /** @description Our number, `PO-` and the id's last ten characters. */
            order_number: string;
            /**
             * Format: date-time
             * @description When the supplier got it.
             */
            ordered_at?: string | null;
            /** @description Why it was cancelled. */
            reason?: string | null;
            /** @description How far it is. */
            status: components["schemas"]["PurchaseOrderStatus"];
            /** @description From whom. */
            supplier_id: components["schemas"]["SupplierId"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        PurchaseOrderId: string;
        /** @description An item that is ordered. */
        PurchaseOrderLine: {
            /** @description Which item. */
            item_id: components["schemas"]["InventoryItemId"];
            /**
             * Format: int32
             * @description How many units are ordered.
             */
            quantity: number;
            /**
             * Format: int32
             * @description How many units came.
             */
            received: number;
        };
        /** @description An item to be ordered. */
        PurchaseOrderLineRequest: {
            /** @description Which item; once in an order. */
            item_id: components["schemas"]["InventoryItemId"];
            /**
             * Format: int32
             * @description How many units, 1 to 10000000.
             */
            quantity: number;
        };
        /** @description What came of an order: one lot of one item. */
        PurchaseOrderReceipt: {
            /**
             * Format: date
             * @description The last day on which it may be used; not gone by.
             */
            expires_on: string;
            /** @description Which item of the order. */
            item_id: components["schemas"]["InventoryItemId"];
            /** @description Into which place, of the facility of the order. */
            location_id: components["schemas"]["StockLocationId"];
            /** @description The maker's number of the lot, at most 50 characters. */
            lot: string;
            /**
             * Format: int32
             * @description How many units, 1 to 10000000; not more than are still to come.
             */
            quantity: number;
            /** @description The number of the delivery, at most 100 characters. */
            reference?: string | null;
        };
        /** @description An order to be written. */
        PurchaseOrderRequest: {
            /** @description For which facility. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description What, 1 to 200 lines. */
            lines: components["schemas"]["PurchaseOrderLineRequest"][];
            /** @description What to mind, at most 1000 characters. */
            notes?: string | null;
            /** @description From whom. */
            supplier_id: components["schemas"]["SupplierId"];
        };
        /**
         * @description How far an order is.
         *
         *     ```text
         *     draft ──► approved ──► ordered ──► partly-received ──► received
         *       └───────────┴───────────┴──────────────┴──► cancelled (what has not come yet)
         *     ```
         * @enum {string}
         */
        PurchaseOrderStatus: "draft" | "approved" | "ordered" | "partly-received" | "received" | "cancelled";
        /** @description The queue of a destination. */
        QueueView: {
            /**
             * Format: int64
             * @description How many messages wait.
             */
            depth: number;
            /** @description The destination. */
            id: string;
            /** @description Whether it is given no message; absent while the channel is stopped. */
            is_paused?: boolean | null;
            /** @description The number of the first of them. */
            oldest?: string | null;
            /**
             * Format: int64
             * @description How long ago that is, in seconds.
             */
            oldest_age_seconds?: number | null;
            /**
             * Format: date-time
             * @description When it was received.
             */
            oldest_received_at?: string | null;
        };
        /** @description What happened. */
        Reaction: {
            code?: components["schemas"]["Code"] | null;
            /** @description How it showed, in words, such as `Urticaria`; 1 to 200 characters. */
            manifestation: string;
            /** @description When it was: a year, a month or a day. */
            onset?: string | null;
            severity?: components["schemas"]["ReactionSeverity"] | null;
        };
        /**
         * @description How bad a reaction was (reaction-event-severity).
         * @enum {string}
         */
        ReactionSeverity: "mild" | "moderate" | "severe";
        /** @description Readings, all of which are filed or none. */
        ReadingBatch: {
            /** @description 1 to 1000 of them, of any devices. */
            readings: components["schemas"]["VitalReadingInput"][];
        };
        /** @description What a batch came to. */
        ReadingBatchReply: {
            /**
             * Format: int32
             * @description Alarms that were raised, or became critical.
             */
            alarms: number;
            /**
             * Format: int32
             * @description Values that no patient can have. They are kept apart, and raise no alarm.
             */
            implausible: number;
            /**
             * Format: int32
             * @description Readings that were there already.
             */
            repeated: number;
            /**
             * Format: int32
             * @description Readings that were new.
             */
            stored: number;
            /**
             * Format: int32
             * @description New ones of devices that no patient was connected with then. They are kept, and shown to nobody.
             */
            without_patient: number;
        };
        /** @description Why. */
        ReasonRequest: {
            /** @description 1 to 1000 characters. */
            reason: string;
        };
        /** @description Each signs in once in place of the authenticator; shown once. */
        RecoveryCodes: {
            /** @description Ten codes. */
            codes: components["schemas"]["SecretText"][];
        };
        /** @description What is normal for some people. The first range of a test that fits a patient counts. */
        ReferenceRange: {
            critical_high?: components["schemas"]["Decimal"] | null;
            critical_low?: components["schemas"]["Decimal"] | null;
            /**
             * Format: int32
             * @description From this age in days.
             */
            from_days?: number | null;
            gender?: components["schemas"]["Gender"] | null;
            high?: components["schemas"]["Decimal"] | null;
            low?: components["schemas"]["Decimal"] | null;
            /**
             * Format: int32
             * @description Up to and without this age in days.
             */
            to_days?: number | null;
        };
        /** @description Trades a refresh token, or ends its sign-in. */
        RefreshRequest: {
            /** @description The refresh token that came last. */
            refresh_token: components["schemas"]["SecretText"];
        };
        /** @description A refund as it is kept. */
        Refund: {
            /** @description From which account. */
            account_id: components["schemas"]["BillingAccountId"];
            /** @description How much. */
            amount: components["schemas"]["Money"];
            /** @description Who asked for it. */
            by: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            created_at: string;
            /** @description Who agreed or did not, when a second person had to. */
            decided_by?: string | null;
            /** @description Why it was rejected or reversed. */
            end_reason?: string | null;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The id. */
            id: components["schemas"]["RefundId"];
            /** @description How. */
            method: components["schemas"]["PaymentMethod"];
            /**
             * Format: date-time
             * @description When it was paid.
             */
            paid_at?: string | null;
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Of which payment. */
            payment_id: components["schemas"]["PaymentId"];
            /** @description Why. */
            reason: string;
            /** @description The reference of the bank, terminal or operator. */
            reference?: string | null;
            /** @description How far it is. */
            status: components["schemas"]["RefundStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        RefundId: string;
        /** @description A refund of what is free of a payment. */
        RefundRequest: {
            /** @description How much; at most what is free of the payment. */
            amount: components["schemas"]["Money"];
            method?: components["schemas"]["PaymentMethod"] | null;
            /** @description Why. */
            reason: string;
            /** @description The reference of the bank, terminal or operator. */
            reference?: string | null;
        };
        /**
         * @description How far a refund is. `pending → paid → reversed`, or `pending → rejected`.
         * @enum {string}
         */
        RefundStatus: "pending" | "paid" | "rejected" | "reversed";
        /**
         * @description How far a reminder is.
         * @enum {string}
         */
        ReminderStatus: "pending" | "told" | "cancelled";
        /** @description The order that a report answers (ORC, OBR). */
        ReportOrder: {
            filler_number?: components["schemas"]["AssignedNumber"] | null;
            placer_number?: components["schemas"]["AssignedNumber"] | null;
            requested_by?: components["schemas"]["Practitioner"] | null;
            /** @description What was examined (OBR-4). */
            service: components["schemas"]["Code"];
            /** @description How sure the whole report is (OBR-25). */
            status: components["schemas"]["ResultStatus"];
        };
        /**
         * @description What a report came to: the strongest of its observations.
         * @enum {string}
         */
        ReportOutcome: "corrected" | "created" | "updated" | "superseded" | "unchanged";
        /** @description For whom a message is processed again. */
        ReprocessRequest: {
            /**
             * @description Only for these destinations; for all where it is absent.
             * @default null
             */
            destinations?: string[] | null;
        };
        /** @description Moves an appointment. */
        RescheduleRequest: {
            /**
             * Format: int32
             * @description How long it takes. Absent: as before.
             */
            minutes?: number | null;
            /** @description Books although the provider's schedule does not say so; needs `appointments:override`. */
            outside_schedule?: boolean;
            provider_id?: components["schemas"]["StaffId"] | null;
            /** @description Why. */
            reason?: string | null;
            /** @description In which room. Absent: as before with the same provider, else what the provider's schedule says. */
            room?: string | null;
            /**
             * Format: date-time
             * @description When it begins now; at a multiple of 5 minutes.
             */
            starts_at: string;
        };
        /**
         * @description What is booked along.
         * @enum {string}
         */
        ResourceKind: "room" | "equipment" | "staff" | "other";
        /** @description Another value for a result that was verified. */
        ResultCorrection: {
            /** @description Why it is corrected. */
            reason: string;
            value?: components["schemas"]["ResultValue"] | null;
            /**
             * Format: int64
             * @description The result's version as it was seen: what changed since is not corrected unseen.
             */
            version: number;
        };
        /** @description A sign that a result is out of the ordinary (HL7 table 0078). */
        ResultFlag: {
            /** @description The code as sent: `H`, `L`, `HH`, `LL`, `A`, `AA`, `N` … */
            code: string;
            /** @description What it means; absent for a code that the table does not have. */
            text?: string | null;
        };
        /**
         * @description How sure it is (HL7 table 0085).
         * @enum {string}
         */
        ResultStatus: "preliminary" | "final" | "corrected" | "cancelled";
        /** @description What was found (OBX-5). Numbers are text, so that every digit that was sent is kept. */
        ResultValue: {
            /** @enum {string} */
            type: "numeric";
            /** @description The number as sent. */
            value: string;
        } | {
            /** @enum {string} */
            type: "text";
            /** @description The text. */
            value: string;
        } | {
            /** @description The code. */
            code: components["schemas"]["Code"];
            /** @enum {string} */
            type: "coded";
        } | {
            /** @description `>`, `<`, `>=`, `<=`, `=`, `<>`. */
            comparator?: string | null;
            /** @description The first number as sent. */
            number: string;
            /** @description The second number as sent. */
            second_number?: string | null;
            /** @description `-`, `+`, `/`, `.` or `:`. */
            separator?: string | null;
            /** @enum {string} */
            type: "structured";
        };
        /** @description Results that somebody looked at and stands for, all or none. */
        ResultVerification: {
            /** @description Which, 1 to 100. */
            results: components["schemas"]["SeenResult"][];
        };
        /** @description Signing the shipped facts of a kind. It holds for this version of them. */
        ReviewRequest: {
            /** @description The name and office of who stands for it. */
            reviewer: string;
            /** @description The version that was read, so that nobody signs what has just changed. */
            version: string;
        };
        /** @description One state that an item had. */
        RevisionView: {
            /**
             * Format: date-time
             * @description When it was made or, for changes from outside, noticed.
             */
            at: string;
            /** @description Who made it; `folder` for changes from outside. */
            author: string;
            /** @description Why. */
            comment: string;
            /** @description SHA-256 of the files. */
            hash: string;
            /**
             * Format: int64
             * @description Its number.
             * @example 3
             */
            id: number;
            /** @description Whether the item was removed by it. */
            is_deleted: boolean;
            /** @description Whether nothing was found wrong with it when it was made. */
            is_good: boolean;
        };
        /** @description What became of a save. */
        SavedView: {
            /** @description What is wrong with it, if it was saved as a draft. */
            problems: string[];
            /** @description The current revision. */
            revision: components["schemas"]["RevisionView"];
        };
        /** @description A weekly rule of when somebody can be visited. */
        Schedule: {
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            department_id?: components["schemas"]["DepartmentId"] | null;
            /** @description Until when on that day. */
            end: string;
            /** @description Where; the times are of its time zone. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The id. */
            id: components["schemas"]["ScheduleId"];
            /** @description In which room. */
            room?: string | null;
            /**
             * Format: int32
             * @description How long a slot is, in minutes; a multiple of 5.
             */
            slot_minutes?: number;
            /** @description Who. */
            staff_id: components["schemas"]["StaffId"];
            /** @description From when on that day, such as `08:00`. */
            start: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: date
             * @description From which day; absent: always.
             */
            valid_from?: string | null;
            /**
             * Format: date
             * @description Up to and with which day; absent: until somebody ends it.
             */
            valid_until?: string | null;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
            /** @description On which day of the week. */
            weekday: components["schemas"]["ScheduleDay"];
        };
        /**
         * @description A day of the week.
         * @enum {string}
         */
        ScheduleDay: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
        /** @description An exception from the weekly rules. */
        ScheduleException: {
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            facility_id?: components["schemas"]["FacilityId"] | null;
            /**
             * Format: date-time
             * @description From when.
             */
            from: string;
            /** @description The id. */
            id: components["schemas"]["ScheduleExceptionId"];
            /** @description What it is. */
            kind: components["schemas"]["ScheduleExceptionKind"];
            /** @description Why. */
            reason?: string | null;
            /** @description Who. */
            staff_id: components["schemas"]["StaffId"];
            /**
             * Format: date-time
             * @description Until when; at most a year later, for `extra` at most a day.
             */
            until: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        ScheduleExceptionId: string;
        /**
         * @description What an exception is.
         * @enum {string}
         */
        ScheduleExceptionKind: "time-off" | "break" | "meeting" | "extra";
        /** @description An exception to be made. */
        ScheduleExceptionRequest: {
            facility_id?: components["schemas"]["FacilityId"] | null;
            /**
             * Format: date-time
             * @description From when.
             */
            from: string;
            /** @description What it is. */
            kind: components["schemas"]["ScheduleExceptionKind"];
            /** @description Why. */
            reason?: string | null;
            /**
             * Format: date-time
             * @description Until when; at most a year later, for `extra` at most a day.
             */
            until: string;
        };
        /** @description ULID, 26 characters */
        ScheduleId: string;
        /** @description A weekly rule to be made, or as it is to be from now on. */
        ScheduleRequest: {
            department_id?: components["schemas"]["DepartmentId"] | null;
            /** @description Until when on that day. */
            end: string;
            /** @description Where; the times are of its time zone. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description In which room. */
            room?: string | null;
            /**
             * Format: int32
             * @description How long a slot is, in minutes; a multiple of 5.
             */
            slot_minutes?: number;
            /** @description From when on that day, such as `08:00`. */
            start: string;
            /**
             * Format: date
             * @description From which day; absent: always.
             */
            valid_from?: string | null;
            /**
             * Format: date
             * @description Up to and with which day; absent: until somebody ends it.
             */
            valid_until?: string | null;
            /** @description On which day of the week. */
            weekday: components["schemas"]["ScheduleDay"];
        };
        /** @description A variable, function or property. */
        ScriptEntryView: {
            /** @description What it is, gives or does, in Markdown. */
            description: string;
            /** @description Examples. */
            examples: components["schemas"]["ScriptExampleView"][];
            /**
             * @description Its name; `[]` for what stands in square brackets.
             * @example hl7_date
             */
            name: string;
            /**
             * @description What it is about; empty for variables.
             * @example Dates and times
             */
            section: string;
            /**
             * @description How it is written.
             * @example hl7_date(text)
             */
            signature: string;
        };
        /** @description A script and what it gives. */
        ScriptExampleView: {
            /**
             * @description The script.
             * @example hl7_date("19700305")
             */
            code: string;
            /**
             * @description Its value as text; `error: …` when it fails.
             * @example 1970-03-05
             */
            result: string;
        };
        /** @description What scripts can use. */
        ScriptReferenceView: {
            /** @description The functions and properties. A name stands once for each kind of value that has it. */
            functions: components["schemas"]["ScriptEntryView"][];
            /** @description The variables. */
            variables: components["schemas"]["ScriptEntryView"][];
        };
        /** @description How the second factor stands. */
        SecondFactor: {
            /** @description Whether signing in asks for a code. */
            enabled: boolean;
            /**
             * Format: int32
             * @description How many recovery codes are left.
             */
            recovery_codes_left: number;
            /** @description Whether a role of the user asks for a second factor. */
            required: boolean;
        };
        /**
         * Format: password
         * @description A password or token in a request or reply; `Debug` shows dots.
         *
         *     Unlike a setting, it is taken as it is: a client must not be able to name an environment variable or a file of the server.
         */
        SecretText: string;
        /** @description A result as somebody saw it. */
        SeenResult: {
            /** @description Which. */
            id: components["schemas"]["LabResultId"];
            /**
             * Format: int64
             * @description Its version: what changed since is not verified unseen.
             */
            version: number;
        };
        /** @description Channels: those that one of the parts names. */
        Selection: {
            /**
             * @description All channels.
             * @default false
             */
            all?: boolean;
            /**
             * @description These channels.
             * @default []
             */
            channels?: string[];
            /**
             * @description Channels of one of these groups.
             * @default []
             */
            groups?: string[];
            /**
             * @description Channels with one of these tags.
             * @default []
             */
            tags?: string[];
        };
        /** @description drug:ID or class:TAG */
        Selector: string;
        /** @description A message for a channel. */
        SendRequest: {
            /** @description What the source would have received, without framing. */
            content: components["schemas"]["ContentView"];
            /** @description Only for these destinations; for all where it is absent. */
            destinations?: string[] | null;
            /** @description What scripts see as `source`. */
            source?: Record<string, unknown>;
        };
        /** @description What became of it. */
        SentView: {
            /** @description Its number. */
            id: string;
            /** @description Whether the reply says that the message was taken. */
            is_positive: boolean;
            reply?: components["schemas"]["ContentView"] | null;
        };
        /** @description ULID, 26 characters */
        SeriesId: string;
        /** @description A program that may call us. */
        ServiceAccount: {
            /**
             * Format: date-time
             * @description When it was added.
             */
            created_at: string;
            /** @description What it is for. */
            description: string;
            /** @description Whether all its keys are refused. */
            disabled: boolean;
            /** @description The id. */
            id: components["schemas"]["UserId"];
            /** @description The name, in lowercase. */
            name: string;
        };
        /** @description One sign-in that goes on. */
        Session: {
            /** @description The address that it was begun from. */
            address?: string | null;
            /** @description Whether the request came by it. */
            current: boolean;
            /**
             * Format: date-time
             * @description When it ends at the latest.
             */
            expires_at: string;
            /** @description The id, to end it by. */
            id: string;
            /**
             * Format: date-time
             * @description When its tokens were renewed last.
             */
            last_used_at?: string | null;
            /**
             * Format: date-time
             * @description When it began; `None` for those from before this was kept.
             */
            started_at?: string | null;
            /** @description The program that it was begun with, as that named itself. */
            user_agent?: string | null;
        };
        /** @description Sets a password. */
        SetPassword: {
            /** @description 15 to 256 characters, any of them; 8 where a role requires a second factor. */
            password: components["schemas"]["SecretText"];
        };
        /** @description Sets what roles a user holds. */
        SetRoles: {
            /** @description Names of roles, at least one. */
            roles: string[];
        };
        /** @description Settings of a facility, as they are kept. */
        SettingsRecord: {
            /**
             * Format: int32
             * @description How long an appointment lasts when nobody says, in minutes; a multiple of 5.
             */
            appointment_minutes?: number;
            /** @description Whether the end of an encounter releases its bed. */
            automatic_bed_release?: boolean;
            /**
             * Format: int32
             * @description How many days ahead appointments are made.
             */
            booking_days_ahead?: number;
            /**
             * Format: int32
             * @description A cancellation later than so many hours before is marked as late.
             */
            cancel_notice_hours?: number;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description The currency (ISO 4217). */
            currency?: string;
            /** @description The id. */
            id: components["schemas"]["FacilityId"];
            /** @description The language (BCP 47). */
            language?: string;
            /**
             * Format: int32
             * @description So many minutes after its beginning, a patient who is not there is marked as not come.
             */
            no_show_minutes?: number;
            /** @description So many hours before an appointment the patient is reminded. */
            reminder_hours?: number[];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
            /** @description Whether patients come without an appointment. */
            walk_ins?: boolean;
        };
        /**
         * @description How bad it would be.
         * @enum {string}
         */
        Severity: "minor" | "moderate" | "major" | "contraindicated";
        /**
         * @description How good the signal is by what the device says.
         * @enum {string}
         */
        SignalQuality: "excellent" | "good" | "fair" | "poor" | "no-signal";
        /** @description A message with which nothing was done. */
        SkippedView: {
            /** @description Which. */
            id: string;
            /** @description Why. */
            reason: string;
        };
        /** @description One dose of the record of a patient's medication. */
        Slot: {
            administration?: components["schemas"]["Administration"] | null;
            /** @description The drug's name or code. */
            drug: string;
            /**
             * Format: date-time
             * @description When it is due.
             */
            due_at: string;
            /** @description Of which prescription. */
            prescription_id: components["schemas"]["PrescriptionId"];
            /** @description How it stands. */
            state: components["schemas"]["DueState"];
        };
        /** @description A specimen. */
        Specimen: {
            /** @description What is on the label, in letters that Code 128 and Data Matrix have; no two have the same. */
            barcode: string;
            /**
             * Format: date-time
             * @description When.
             */
            collected_at: string;
            /** @description Who took it. */
            collected_by: string;
            /** @description Into what it was taken. */
            container?: string | null;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description Who had it, oldest first. */
            custody: components["schemas"]["CustodyEntry"][];
            facility_id?: components["schemas"]["FacilityId"] | null;
            /** @description The id. */
            id: components["schemas"]["LabSpecimenId"];
            /** @description How it was made sure that it is of this patient. */
            identification: components["schemas"]["PatientIdentification"];
            /** @description Where it is. */
            location?: string | null;
            /** @description How. */
            method?: string | null;
            /** @description For which order. */
            order_id: components["schemas"]["LabOrderId"];
            /** @description Whose it is; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            quality?: components["schemas"]["SpecimenQuality"] | null;
            /** @description Where on the body. */
            site?: string | null;
            /** @description What it is. */
            specimen_type: string;
            /** @description How far it is. */
            status: components["schemas"]["SpecimenStatus"];
            /** @description The tests that it is for. */
            tests: components["schemas"]["Code"][];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
            /**
             * Format: int32
             * @description How much, in microlitres.
             */
            volume_ul?: number | null;
        };
        /** @description What is done with a specimen. */
        SpecimenAction: {
            /** @enum {string} */
            action: "send";
            /** @description Where to. */
            to: string;
        } | {
            /** @enum {string} */
            action: "receive";
            /** @description Where it is now. */
            location: string;
            quality?: components["schemas"]["SpecimenQuality"] | null;
        } | {
            /** @enum {string} */
            action: "reject";
            /** @description What is wrong with it. */
            quality: components["schemas"]["SpecimenQuality"];
            /** @description In words. */
            reason: string;
        } | {
            /** @enum {string} */
            action: "process";
            /** @description On which instrument. */
            instrument?: string | null;
        } | {
            /** @enum {string} */
            action: "finish";
        } | {
            /** @enum {string} */
            action: "store";
            /** @description Where. */
            location: string;
            /**
             * Format: int32
             * @description At which temperature, in tenths of a degree Celsius, -2000 to 500.
             */
            temperature?: number | null;
        } | {
            /** @enum {string} */
            action: "discard";
            /** @description Why. */
            reason?: string | null;
        };
        /**
         * @description How good it is.
         * @enum {string}
         */
        SpecimenQuality: "acceptable" | "hemolyzed" | "clotted" | "insufficient" | "contaminated" | "lipemic" | "icteric";
        /** @description A specimen that was taken. */
        SpecimenRequest: {
            /** @description The number of a label that is on it already. Absent: the service gives one. */
            barcode?: string | null;
            /**
             * Format: date-time
             * @description When. Absent: now.
             */
            collected_at?: string | null;
            /** @description Into what. */
            container?: string | null;
            /** @description Where it is. */
            location?: string | null;
            /** @description How. */
            method?: string | null;
            /** @description For which order. */
            order_id: components["schemas"]["LabOrderId"];
            /** @description The number read from the patient's wristband; the specimen is refused when it is not this patient's. Absent: the patient was asked. */
            patient_number?: string | null;
            /** @description Where on the body. */
            site?: string | null;
            /** @description What it is: `blood`, `urine` …. */
            specimen_type: string;
            /** @description The tests of the order that it is for. Empty: for all. */
            tests?: components["schemas"]["Code"][];
            /**
             * Format: int32
             * @description How much, in microlitres.
             */
            volume_ul?: number | null;
        };
        /**
         * @description How far a specimen is.
         *
         *     ```text
         *     collected ──► in-transit ──► received ──► processing ──► analysed ──► stored ──► discarded
         *         │  └────────────────────────▲ │            │             └───────────────────────▲
         *         └──────────► rejected ◄───────┴────────────┘
         *     ```
         * @enum {string}
         */
        SpecimenStatus: "collected" | "in-transit" | "received" | "processing" | "analysed" | "stored" | "discarded" | "rejected";
        /**
         * @description Which scale of oxygen saturation is used (Royal College of Physicians, NEWS2, 2017).
         * @enum {string}
         */
        SpO2Scale: "scale-1" | "scale-2";
        /** @description ULID, 26 characters */
        StaffId: string;
        /** @description Somebody who works here. */
        StaffMember: {
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            department_id?: components["schemas"]["DepartmentId"] | null;
            /** @description The mail address. */
            email?: string | null;
            /** @description Where the person works; the home facility first. */
            facility_ids: components["schemas"]["FacilityId"][];
            /** @description Family name. */
            family: string;
            /** @description Given names. */
            given: string;
            /** @description The id. */
            id: components["schemas"]["StaffId"];
            /** @description The number of the licence. */
            licence?: string | null;
            /** @description The number, unique; what other systems know the person by. */
            number: string;
            organization_id?: components["schemas"]["OrganizationId"] | null;
            /** @description The telephone number. */
            phone?: string | null;
            /** @description What the person does. */
            role: components["schemas"]["StaffRole"];
            /** @description The speciality. */
            specialization?: string | null;
            /** @description Whether the person works. */
            status?: components["schemas"]["StaffStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /** @description The name that the person signs in with. */
            username?: string | null;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description Somebody to be put on the staff, or as the record is to be from now on. */
        StaffRequest: {
            department_id?: components["schemas"]["DepartmentId"] | null;
            /** @description The mail address. */
            email?: string | null;
            /** @description Where the person works; the home facility first. */
            facility_ids: components["schemas"]["FacilityId"][];
            /** @description Family name. */
            family: string;
            /** @description Given names. */
            given: string;
            /** @description The number of the licence. */
            licence?: string | null;
            /** @description The number, unique; what other systems know the person by. */
            number: string;
            organization_id?: components["schemas"]["OrganizationId"] | null;
            /** @description The telephone number. */
            phone?: string | null;
            /** @description What the person does. */
            role: components["schemas"]["StaffRole"];
            /** @description The speciality. */
            specialization?: string | null;
            /** @description Whether the person works. */
            status?: components["schemas"]["StaffStatus"];
            /** @description The name that the person signs in with. */
            username?: string | null;
        };
        /**
         * @description What somebody does.
         * @enum {string}
         */
        StaffRole: "doctor" | "nurse" | "receptionist" | "admin" | "technician" | "therapist" | "pharmacist";
        /**
         * @description Whether somebody works.
         * @enum {string}
         */
        StaffStatus: "active" | "on-leave" | "suspended" | "terminated";
        /** @description A statement of an account. */
        Statement: {
            /** @description Of which account. */
            account_id: components["schemas"]["BillingAccountId"];
            /** @description What was to be paid after the last day. */
            closing: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description In which currency. */
            currency: components["schemas"]["Currency"];
            /**
             * Format: date
             * @description The first day.
             */
            from: string;
            /** @description The id. */
            id: components["schemas"]["StatementId"];
            /** @description What happened, in order. */
            lines: components["schemas"]["StatementLine"][];
            /** @description What was to be paid before the first day. */
            opening: components["schemas"]["Money"];
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /** @description Our number, `ST-` and the id's last ten characters. */
            statement_number: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
        };
        /** @description ULID, 26 characters */
        StatementId: string;
        /** @description What happened at one moment. */
        StatementLine: {
            /** @description By how much more is to be paid; below 0: by how much less. */
            amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What was to be paid after it. */
            balance: components["schemas"]["Money"];
            /** @description What, such as `invoice-issued` or `payment`. */
            kind: string;
            /** @description The number or id of what it tells of. */
            reference: string;
        };
        /** @description The statement of a time, both days included. */
        StatementRequest: {
            /**
             * Format: date
             * @description The first day, in the facility's zone.
             */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
        };
        /** @description Statistics of a channel: `received` at its source, the rest summed over its connectors. */
        StatisticsView: components["schemas"]["CountsView"] & {
            /** @description The channel. */
            channel: string;
            /** @description Each by itself, the source first. */
            connectors: components["schemas"]["ConnectorCountsView"][];
        };
        /** @description A change of status. */
        StatusChange: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who changed it. */
            by: string;
            /** @description Why. */
            reason?: string | null;
            /** @description To which. */
            status: components["schemas"]["PrescriptionStatus"];
        };
        /** @description A correction of the books. */
        StockAdjustmentRequest: {
            /** @description Of which batch. */
            batch_id: components["schemas"]["StockBatchId"];
            /**
             * Format: int64
             * @description How many units more (above 0) or less (below 0); -10000000 to 10000000.
             */
            change: number;
            /** @description Where. */
            location_id: components["schemas"]["StockLocationId"];
            /** @description Why, in words, 1 to 500 characters. */
            reason: string;
            /** @description Who saw it; needed for a controlled drug, and another than who asks. */
            witness?: string | null;
        };
        /** @description Something about stock that somebody must look at. */
        StockAlert: {
            /** @description Who looked at it. */
            acknowledged_by?: string | null;
            batch_id?: components["schemas"]["StockBatchId"] | null;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            facility_id?: components["schemas"]["FacilityId"] | null;
            /** @description The id. */
            id: components["schemas"]["StockAlertId"];
            item_id?: components["schemas"]["InventoryItemId"] | null;
            /** @description What is the matter. */
            kind: components["schemas"]["StockAlertKind"];
            /** @description What is the matter and what to do, in words. */
            message: string;
            /**
             * Format: int64
             * @description How many units it is about.
             */
            quantity?: number | null;
            /** @description For what it was handed out: the prescription's id. Absent for a drug that is no item: that is one matter for all hand-outs. */
            reference?: string | null;
            /** @description The RxNorm concept of a drug that is no item of the catalogue. */
            rxcui?: string | null;
            /** @description How far it is. */
            status: components["schemas"]["StockAlertStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        StockAlertId: string;
        /**
         * @description What is the matter.
         * @enum {string}
         */
        StockAlertKind: "low-stock" | "expiring" | "expired" | "recalled" | "dispensed-without-stock";
        /**
         * @description How far an alert is: `open → acknowledged`, and `resolved` when it is no longer so.
         * @enum {string}
         */
        StockAlertStatus: "open" | "acknowledged" | "resolved";
        /** @description A lot of an item. */
        StockBatch: {
            /** @description Who changed the status last. */
            by: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /**
             * Format: date
             * @description The last day on which it may be used.
             */
            expires_on: string;
            /** @description The id. */
            id: components["schemas"]["StockBatchId"];
            /** @description Of which item. */
            item_id: components["schemas"]["InventoryItemId"];
            /** @description The maker's number of the lot; unique for the item. */
            lot: string;
            /** @description Why it is as it is. */
            reason?: string | null;
            /** @description Whether it may be used. */
            status: components["schemas"]["StockBatchStatus"];
            supplier_id?: components["schemas"]["SupplierId"] | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        StockBatchId: string;
        /**
         * @description Whether a batch may be used.
         *
         *     ```text
         *     active ◄──► quarantined
         *       │  │         │   │
         *       │  └─────────┴───┼──► recalled
         *       └──► expired ◄───┘        ▲
         *               └─────────────────┘
         *     ```
         * @enum {string}
         */
        StockBatchStatus: "active" | "quarantined" | "recalled" | "expired";
        /** @description ULID, 26 characters */
        StockCountId: string;
        /** @description A hand-out or use. Batches are taken that expire first; those that may not be used never. */
        StockIssueRequest: {
            /** @description From which facility. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description Of which item. */
            item_id: components["schemas"]["InventoryItemId"];
            location_id?: components["schemas"]["StockLocationId"] | null;
            patient_id?: components["schemas"]["PatientId"] | null;
            /**
             * Format: int32
             * @description How many units, 1 to 10000000.
             */
            quantity: number;
            /** @description Why, in words, at most 500 characters. */
            reason?: string | null;
            /** @description For what: the prescription's id, a ward; at most 100 characters. */
            reference?: string | null;
        };
        /** @description An item that is kept in stock. Quantities of it are whole numbers of its unit. */
        StockItem: {
            /** @description Whether it is in use. What is not can neither be received nor issued. */
            active?: boolean;
            /** @description What it is. */
            category: components["schemas"]["StockItemCategory"];
            /** @description Our code, unique. */
            code: string;
            /** @description Whether it is a controlled drug: corrections of its stock need a witness. */
            controlled?: boolean;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description The id. */
            id: components["schemas"]["InventoryItemId"];
            /** @description What it is called. */
            name: string;
            /**
             * Format: int32
             * @description Stock of a facility at or below this is low. 0: never.
             */
            reorder_level?: number;
            /**
             * Format: int32
             * @description How many units are ordered at a time. 0: as many as the one who orders thinks right.
             */
            reorder_quantity?: number;
            /** @description The RxNorm concept (RxCUI) by which prescriptions name it; a hand-out of a drug with this concept is taken from its stock. */
            rxcui?: string | null;
            /** @description The smallest unit that is counted: `tablet`, `ampoule`, `mL`, `piece`. */
            unit: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /**
         * @description What an item is.
         * @enum {string}
         */
        StockItemCategory: "medication" | "supply" | "equipment" | "implant" | "device" | "other";
        /** @description An item to be added, or as it is to be from now on. */
        StockItemRequest: {
            /** @description Whether it is in use. What is not can neither be received nor issued. */
            active?: boolean;
            /** @description What it is. */
            category: components["schemas"]["StockItemCategory"];
            /** @description Our code, unique. */
            code: string;
            /** @description Whether it is a controlled drug: corrections of its stock need a witness. */
            controlled?: boolean;
            /** @description What it is called. */
            name: string;
            /**
             * Format: int32
             * @description Stock of a facility at or below this is low. 0: never.
             */
            reorder_level?: number;
            /**
             * Format: int32
             * @description How many units are ordered at a time. 0: as many as the one who orders thinks right.
             */
            reorder_quantity?: number;
            /** @description The RxNorm concept (RxCUI) by which prescriptions name it; a hand-out of a drug with this concept is taken from its stock. */
            rxcui?: string | null;
            /** @description The smallest unit that is counted: `tablet`, `ampoule`, `mL`, `piece`. */
            unit: string;
        };
        /** @description How much of a batch is in a place: the sum of its movements there. */
        StockLevel: {
            /** @description Of which batch. */
            batch_id: components["schemas"]["StockBatchId"];
            /**
             * Format: date
             * @description The last day on which it may be used.
             */
            expires_on: string;
            /** @description In which facility. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description Of which item. */
            item_id: components["schemas"]["InventoryItemId"];
            /** @description In which place. */
            location_id: components["schemas"]["StockLocationId"];
            /** @description The number of the lot. */
            lot: string;
            /**
             * Format: int64
             * @description How many units are there.
             */
            on_hand: number;
            /**
             * Format: int64
             * @description How many of them are kept back for somebody.
             */
            reserved: number;
            /** @description Whether it may be used. */
            status: components["schemas"]["StockBatchStatus"];
        };
        /** @description A place where stock is kept. */
        StockLocation: {
            /** @description Whether it is in use. Nothing goes in or out of one that is not. */
            active?: boolean;
            /** @description Our code, unique in the facility. */
            code: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description In which facility. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The id. */
            id: components["schemas"]["StockLocationId"];
            /** @description What it is for. */
            kind: components["schemas"]["StockLocationKind"];
            /** @description What it is called. */
            name: string;
            /** @description The facility's time zone: the day of expiry ends by it. */
            time_zone: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        StockLocationId: string;
        /**
         * @description What a place is for.
         * @enum {string}
         */
        StockLocationKind: "pharmacy" | "ward" | "storage" | "refrigerator" | "controlled-substances" | "quarantine";
        /** @description A place to be added, or as it is to be from now on. */
        StockLocationRequest: {
            /** @description Whether it is in use. Nothing goes in or out of one that is not. */
            active?: boolean;
            /** @description Our code, unique in the facility. */
            code: string;
            /** @description In which facility. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description What it is for. */
            kind: components["schemas"]["StockLocationKind"];
            /** @description What it is called. */
            name: string;
        };
        /** @description An entry of the ledger. It is never changed; what was wrong is corrected by another one. */
        StockMovement: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Of which batch. */
            batch_id: components["schemas"]["StockBatchId"];
            /** @description Who did it. */
            by: string;
            /** @description In which facility. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The same for all movements that were made together. */
            group: components["schemas"]["StockMovementId"];
            /** @description The id; later ones sort behind. */
            id: components["schemas"]["StockMovementId"];
            /** @description Of which item. */
            item_id: components["schemas"]["InventoryItemId"];
            /** @description Why. */
            kind: components["schemas"]["StockMovementKind"];
            /** @description In which place. */
            location_id: components["schemas"]["StockLocationId"];
            /** @description The number of the lot. */
            lot: string;
            /**
             * Format: int64
             * @description How many units of the batch were in the place afterwards.
             */
            on_hand_after: number;
            patient_id?: components["schemas"]["PatientId"] | null;
            purchase_order_id?: components["schemas"]["PurchaseOrderId"] | null;
            /**
             * Format: int64
             * @description How many units came (above 0) or went (below 0).
             */
            quantity: number;
            /** @description Why, in words. */
            reason?: string | null;
            /** @description Why, as a code of the kind: `damaged`, `expired`, … */
            reason_code?: string | null;
            /** @description For what: the prescription's id, a number of a delivery. */
            reference?: string | null;
            reservation_id?: components["schemas"]["StockReservationId"] | null;
            returns?: components["schemas"]["StockMovementId"] | null;
            stock_count_id?: components["schemas"]["StockCountId"] | null;
            /** @description Who saw it, for a controlled drug. */
            witness?: string | null;
        };
        /** @description ULID, 26 characters */
        StockMovementId: string;
        /**
         * @description Why stock changed.
         * @enum {string}
         */
        StockMovementKind: "receipt" | "issue" | "transfer" | "adjustment" | "return" | "write-off" | "count";
        /** @description Movements that were made together. */
        StockMovements: {
            /** @description The movements, in the order in which batches were taken. */
            movements: components["schemas"]["StockMovement"][];
        };
        /** @description Why. */
        StockReason: {
            /** @description 1 to 500 characters. */
            reason: string;
        };
        /** @description ULID, 26 characters */
        StockReservationId: string;
        /** @description From one place to another. */
        StockTransferRequest: {
            /** @description Of which batch. One that may not be used can be brought into quarantine only. */
            batch_id: components["schemas"]["StockBatchId"];
            /** @description From where. */
            from_location_id: components["schemas"]["StockLocationId"];
            /**
             * Format: int32
             * @description How many units, 1 to 10000000.
             */
            quantity: number;
            /** @description Why, in words, at most 500 characters. */
            reason?: string | null;
            /** @description To where. */
            to_location_id: components["schemas"]["StockLocationId"];
        };
        /** @description Going on with a draft: each open alert is answered. */
        SubmitRequest: {
            /** @description The answers. */
            overrides?: components["schemas"]["OverrideAnswer"][];
        };
        /** @description Who delivers stock. */
        Supplier: {
            /** @description Whether orders go there. */
            active?: boolean;
            /** @description Our code, unique. */
            code: string;
            /** @description Whom to talk to there. */
            contact?: string | null;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description A mail address. */
            email?: string | null;
            /** @description The id. */
            id: components["schemas"]["SupplierId"];
            /**
             * Format: int32
             * @description How many days a delivery takes, at most 365.
             */
            lead_time_days?: number | null;
            /** @description What it is called. */
            name: string;
            /** @description What is agreed about paying. */
            payment_terms?: string | null;
            /** @description A telephone number. */
            phone?: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        SupplierId: string;
        /** @description A supplier to be added, or as it is to be from now on. */
        SupplierRequest: {
            /** @description Whether orders go there. */
            active?: boolean;
            /** @description Our code, unique. */
            code: string;
            /** @description Whom to talk to there. */
            contact?: string | null;
            /** @description A mail address. */
            email?: string | null;
            /**
             * Format: int32
             * @description How many days a delivery takes, at most 365.
             */
            lead_time_days?: number | null;
            /** @description What it is called. */
            name: string;
            /** @description What is agreed about paying. */
            payment_terms?: string | null;
            /** @description A telephone number. */
            phone?: string | null;
        };
        /** @description A message that was taken in. */
        TakenView: {
            /** @description Its number. */
            id: string;
        };
        /** @description A telephone number or the like (HL7 XTN; FHIR ContactPoint). */
        Telecom: {
            /** @description `phone`, `email`, `fax`, `sms`, `url`, or the sender's word. */
            system?: string | null;
            /** @description `home`, `work`, `mobile`, or the sender's word. */
            use?: string | null;
            /** @description The number or address. */
            value: string;
        };
        /**
         * @description Where the temperature was taken.
         * @enum {string}
         */
        TemperatureSite: "oral" | "tympanic" | "axillary" | "temporal" | "rectal" | "bladder";
        /**
         * @description The unit of temperatures as sent.
         * @enum {string}
         */
        TemperatureUnit: "Cel" | "[degF]";
        /**
         * @description The part of the laboratory.
         * @enum {string}
         */
        TestCategory: "hematology" | "chemistry" | "microbiology" | "immunology" | "pathology" | "molecular" | "toxicology" | "other";
        /**
         * @description What a result of a test looks like.
         * @enum {string}
         */
        TestKind: "numeric" | "text" | "coded";
        /**
         * @description For whom limits hold. Those of a patient come before those of a device, those before a facility's, and those before the default.
         * @enum {string}
         */
        ThresholdScope: "default" | "facility" | "device" | "patient";
        /** @description Tokens of one sign-in. */
        Tokens: {
            /** @description For the header `Authorization: Bearer`. */
            access_token: components["schemas"]["SecretText"];
            /**
             * Format: int64
             * @description Seconds that the access token lives.
             */
            expires_in: number;
            /** @description For one call of `/auth/refresh`, which gives the next one. */
            refresh_token: components["schemas"]["SecretText"];
            /** @description Always `Bearer`. */
            token_type: string;
        };
        /** @description What an authenticator has to know; shown once. */
        TotpEnrolment: {
            /** @description The key in Base32, for typing. */
            secret: components["schemas"]["SecretText"];
            /** @description The same as an `otpauth://totp/…` address, for a QR code. */
            uri: components["schemas"]["SecretText"];
        };
        /** @description A message to be tried. */
        TraceRequest: {
            /** @description What the source would have received, without framing. */
            content: components["schemas"]["ContentView"];
            /** @description Tell of these destinations only; the others run all the same. */
            destinations?: string[] | null;
            /**
             * @description The channel's files by name, `channel.yaml` among them, where they are not saved yet; the channel as deployed where it is
             *     absent.
             */
            files?: {
                [key: string]: string;
            } | null;
            /** @description Run the step at this place alone, over the message as received: `/source/transformer/2`. */
            only?: string | null;
            /** @description What the receivers would have done, by destination; the others take the message and answer nothing. */
            outcomes?: Record<string, unknown>;
            /** @description What scripts see as `source`. */
            source?: Record<string, unknown>;
            /**
             * @description Stop after this stage: `attachments`, `received`, `preprocessor`, `source_filter`, `source_transformer`, `metadata`, `route`,
             *     `destination_filter`, `destination_transformer`, `content`, `order_key`, `response_validation`, `response_transformer`,
             *     `postprocessor` or `reply`.
             */
            stop_after?: string | null;
        };
        /** @description Which channels are taken out. */
        UndeployRequest: {
            /** @description Which. */
            select?: components["schemas"]["Selection"];
            /** @description Takes out those too that depend on the channels. */
            with_dependents?: boolean;
        };
        /** @description Takes a merge back. */
        UnmergePatientRequest: {
            /** @description Encounters begun since the merge that belong to the restored record, at most 200. Others stay where they are. */
            encounters?: components["schemas"]["EncounterId"][];
            /** @description Numbers that came since the merge and belong to the restored record, at most 50. */
            identifiers?: components["schemas"]["Identifier"][];
            /** @description Why; 1 to 1000 characters. */
            reason: string;
        };
        /**
         * @description Why a charge has no price.
         * @enum {string}
         */
        UnpricedReason: "facility-unknown" | "no-price";
        /** @description Somebody who may sign in. */
        User: {
            /**
             * Format: date-time
             * @description When the user was added.
             */
            created_at: string;
            /** @description Whether signing in is refused. */
            disabled: boolean;
            /** @description The id. */
            id: components["schemas"]["UserId"];
            /** @description Names of the roles held. */
            roles: string[];
            /** @description The name to sign in with, in lowercase. */
            username: string;
        };
        /** @description ULID, 26 characters */
        UserId: string;
        /** @description What is wrong with files. */
        ValidationView: {
            /** @description Whether nothing is. */
            is_valid: boolean;
            /** @description Each thing that is. */
            problems: string[];
        };
        /** @description What came of a check. */
        Verification: {
            /** @description What is wrong, at most 100; nothing when the log is whole. */
            findings: components["schemas"]["Finding"][];
            /** @description The hash of the last entry; keep it elsewhere, and the next check can begin from trust. */
            last_hash: string;
            /**
             * Format: int64
             * @description How many rows were looked at.
             */
            n_rows: number;
        };
        /** @description A stretch of time of one vital sign. */
        VitalBucket: {
            /**
             * Format: date-time
             * @description Where it begins.
             */
            from: string;
            /**
             * Format: double
             * @description The most.
             */
            max: number;
            /**
             * Format: double
             * @description The mean.
             */
            mean: number;
            /**
             * Format: double
             * @description The least.
             */
            min: number;
            /**
             * Format: int64
             * @description How many values it has.
             */
            n: number;
        };
        /**
         * @description A vital sign.
         * @enum {string}
         */
        VitalParameter: "heart-rate" | "respiratory-rate" | "systolic" | "diastolic" | "mean-pressure" | "oxygen-saturation" | "temperature";
        /** @description What was measured at one time, in the units of [`VitalParameter`](super::VitalParameter). */
        VitalReading: {
            /** @description The device took the values for artefacts. */
            artifact: boolean;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description By which device. */
            device_id: components["schemas"]["DeviceId"];
            /** @description Values that no patient can have. */
            implausible?: components["schemas"]["VitalValues"];
            /** @description A lead or sensor was off. */
            lead_off: boolean;
            /** @description Whose. */
            patient_id: components["schemas"]["PatientId"];
            /**
             * Format: double
             * @description Systolic less diastolic pressure, mmHg.
             */
            pulse_pressure?: number | null;
            /** @description What the device said of the rhythm. */
            rhythm?: string | null;
            signal_quality?: components["schemas"]["SignalQuality"] | null;
            /** @description The values that can be true. */
            values: components["schemas"]["VitalValues"];
        };
        /** @description What a device measured at one time. */
        VitalReadingInput: {
            /** @description The device takes the values for artefacts; they raise no alarm. */
            artifact?: boolean;
            /**
             * Format: date-time
             * @description When. Absent: now. A second reading of a device with the same time is taken for the same one.
             */
            at?: string | null;
            /** @description By which name the device is registered (`key`). */
            device: string;
            /** @description A lead or sensor is off the patient; values raise no alarm then. */
            lead_off?: boolean;
            /** @description The unit of the pressures. */
            pressure_unit?: components["schemas"]["PressureUnit"];
            /** @description What the device says of the rhythm, at most 64 characters. */
            rhythm?: string | null;
            signal_quality?: components["schemas"]["SignalQuality"] | null;
            /** @description The unit of the temperature. */
            temperature_unit?: components["schemas"]["TemperatureUnit"];
            /** @description What was measured; at least one value, unless `lead_off`. */
            values?: components["schemas"]["VitalValues"];
        };
        /** @description Vital signs of a patient. */
        VitalSigns: {
            /**
             * Format: double
             * @description Body mass index in kg/m², of height and weight taken together.
             */
            bmi?: number | null;
            /** @description Who made this version. */
            changed_by: string;
            consciousness?: components["schemas"]["Consciousness"] | null;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /**
             * Format: int32
             * @description Diastolic blood pressure in mm[Hg], 10 to 200; less than the systolic.
             */
            diastolic?: number | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            entered_in_error?: components["schemas"]["EnteredInError"] | null;
            /**
             * Format: int32
             * @description Glasgow coma scale, 3 to 15.
             */
            gcs?: number | null;
            /**
             * Format: int32
             * @description Heart beats per minute, 10 to 300.
             */
            heart_rate?: number | null;
            /**
             * Format: double
             * @description Height in cm, 20 to 260.
             */
            height_cm?: number | null;
            /** @description The id. */
            id: components["schemas"]["VitalSignsId"];
            /** @description The early warning score, or why there is none. */
            news2: components["schemas"]["News2Assessment"];
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            oxygen?: components["schemas"]["Oxygen"] | null;
            /**
             * Format: int32
             * @description Pain, 0 to 10.
             */
            pain?: number | null;
            /** @description Whose they are; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            position?: components["schemas"]["BodyPosition"] | null;
            /** @description Who recorded them. */
            recorded_by: string;
            /**
             * Format: int32
             * @description Breaths per minute, 0 to 80.
             */
            respiratory_rate?: number | null;
            source?: components["schemas"]["CommandSource"] | null;
            /**
             * Format: int32
             * @description Oxygen saturation in %, 30 to 100.
             */
            spo2?: number | null;
            /** @description Which scale counts for it. */
            spo2_scale?: components["schemas"]["SpO2Scale"];
            /**
             * Format: int32
             * @description Systolic blood pressure in mm[Hg], 20 to 300.
             */
            systolic?: number | null;
            /**
             * Format: date-time
             * @description When they were taken.
             */
            taken_at: string;
            /**
             * Format: double
             * @description Temperature in Cel, 25.0 to 45.0.
             */
            temperature?: number | null;
            temperature_site?: components["schemas"]["TemperatureSite"] | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
            /**
             * Format: double
             * @description Weight in kg, 0.2 to 700.
             */
            weight_kg?: number | null;
        };
        /** @description ULID, 26 characters */
        VitalSignsId: string;
        /** @description Vital signs that were taken at one time, at least one of them. */
        VitalSignsRequest: {
            consciousness?: components["schemas"]["Consciousness"] | null;
            /**
             * Format: int32
             * @description Diastolic blood pressure in mm[Hg], 10 to 200; less than the systolic.
             */
            diastolic?: number | null;
            encounter_id?: components["schemas"]["EncounterId"] | null;
            /**
             * Format: int32
             * @description Glasgow coma scale, 3 to 15.
             */
            gcs?: number | null;
            /**
             * Format: int32
             * @description Heart beats per minute, 10 to 300.
             */
            heart_rate?: number | null;
            /**
             * Format: double
             * @description Height in cm, 20 to 260.
             */
            height_cm?: number | null;
            /** @description What else is to be known; at most 2000 characters. */
            note?: string | null;
            oxygen?: components["schemas"]["Oxygen"] | null;
            /**
             * Format: int32
             * @description Pain, 0 to 10.
             */
            pain?: number | null;
            position?: components["schemas"]["BodyPosition"] | null;
            /**
             * Format: int32
             * @description Breaths per minute, 0 to 80.
             */
            respiratory_rate?: number | null;
            /**
             * Format: int32
             * @description Oxygen saturation in %, 30 to 100.
             */
            spo2?: number | null;
            /** @description Which scale counts for it. */
            spo2_scale?: components["schemas"]["SpO2Scale"];
            /**
             * Format: int32
             * @description Systolic blood pressure in mm[Hg], 20 to 300.
             */
            systolic?: number | null;
            /**
             * Format: date-time
             * @description When they were taken.
             */
            taken_at: string;
            /**
             * Format: double
             * @description Temperature in Cel, 25.0 to 45.0.
             */
            temperature?: number | null;
            temperature_site?: components["schemas"]["TemperatureSite"] | null;
            /**
             * Format: double
             * @description Weight in kg, 0.2 to 700.
             */
            weight_kg?: number | null;
        };
        /** @description Vital signs of a time in their order. */
        VitalSignsTrend: {
            /** @description The entries by the time that they were taken, at most 1000; none that was entered in error. */
            entries: components["schemas"]["VitalSigns"][];
            /**
             * Format: date-time
             * @description From when.
             */
            from: string;
            /** @description Whether there are more; ask for a shorter time then. */
            has_more: boolean;
            /**
             * Format: int32
             * @description By how much the last score differs from the one before it; absent with fewer than two.
             */
            news2_change?: number | null;
            /** @description Whose; the survivor after a merge. */
            patient_id: components["schemas"]["PatientId"];
            /**
             * Format: date-time
             * @description To before when.
             */
            to: string;
        };
        /**
         * @description The limits of one vital sign. A value beyond a critical limit is critical, one beyond a warning limit a warning; a value at a limit is
         *     neither.
         */
        VitalThreshold: {
            /**
             * Format: double
             * @description Above it is critical.
             */
            critical_high?: number | null;
            /**
             * Format: double
             * @description Below it is critical.
             */
            critical_low?: number | null;
            /**
             * Format: int32
             * @description So many of the last `of` values must be critical, 1 to 20. Absent: 1.
             */
            critical_needed?: number;
            /**
             * Format: int32
             * @description How many values are looked at, 1 to 20. Absent: 5.
             */
            of?: number;
            /** @description Of which vital sign. */
            parameter: components["schemas"]["VitalParameter"];
            /** @description For whom. */
            scope: components["schemas"]["ThresholdScope"];
            /** @description The facility, or the id of the device or patient; absent for the default. */
            subject?: string | null;
            /**
             * Format: double
             * @description Above it is a warning.
             */
            warning_high?: number | null;
            /**
             * Format: double
             * @description Below it is a warning.
             */
            warning_low?: number | null;
            /**
             * Format: int32
             * @description So many of the last `of` values must be at least a warning, 1 to 20. Absent: 3.
             */
            warning_needed?: number;
        };
        /** @description What was measured at one time. */
        VitalValues: {
            /**
             * Format: double
             * @description Diastolic blood pressure.
             */
            diastolic?: number | null;
            /**
             * Format: double
             * @description Beats a minute.
             */
            heart_rate?: number | null;
            /**
             * Format: double
             * @description Mean arterial pressure.
             */
            mean_pressure?: number | null;
            /**
             * Format: double
             * @description Oxygen saturation, %.
             */
            oxygen_saturation?: number | null;
            /**
             * Format: double
             * @description Breaths a minute.
             */
            respiratory_rate?: number | null;
            /**
             * Format: double
             * @description Systolic blood pressure.
             */
            systolic?: number | null;
            /**
             * Format: double
             * @description Body temperature.
             */
            temperature?: number | null;
        };
        /** @description A wish on the waiting list. */
        WaitlistEntry: {
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description In which part of the day. */
            day_part?: components["schemas"]["DayPart"];
            /** @description Times that were declined or not answered; they are not offered again. */
            declined?: components["schemas"]["AppointmentId"][];
            /**
             * Format: date
             * @description From which day.
             */
            earliest: string;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description The id. */
            id: components["schemas"]["WaitlistEntryId"];
            /** @description What it is for. */
            kind: components["schemas"]["AppointmentKind"];
            /**
             * Format: date
             * @description Up to and with which day.
             */
            latest: string;
            /**
             * Format: int32
             * @description How long it takes, in minutes: a multiple of 5, at most 480.
             */
            minutes: number;
            offer?: components["schemas"]["WaitlistOffer"] | null;
            /** @description For whom. */
            patient_id: components["schemas"]["PatientId"];
            /** @description How urgent it is. */
            priority?: components["schemas"]["AppointmentPriority"];
            provider_id?: components["schemas"]["StaffId"] | null;
            /** @description Why the patient comes. */
            reason?: string | null;
            /** @description How far it is. */
            status: components["schemas"]["WaitlistStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /** @description ULID, 26 characters */
        WaitlistEntryId: string;
        /** @description A time that became free. */
        WaitlistOffer: {
            /**
             * Format: date-time
             * @description Until when it is offered; the time is not kept free meanwhile.
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description The end of the time that is free.
             */
            free_until: string;
            /** @description The cancelled or moved appointment that made it free. */
            from_appointment_id: components["schemas"]["AppointmentId"];
            /** @description With whom. */
            provider_id: components["schemas"]["StaffId"];
            /** @description In which room. */
            room?: string | null;
            /**
             * Format: date-time
             * @description When it begins.
             */
            starts_at: string;
        };
        /** @description A wish for a time that is not free yet. */
        WaitlistRequest: {
            /** @description In which part of the day. */
            day_part?: components["schemas"]["DayPart"];
            /**
             * Format: date
             * @description From which day.
             */
            earliest: string;
            /** @description Where. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description What it is for. */
            kind: components["schemas"]["AppointmentKind"];
            /**
             * Format: date
             * @description Up to and with which day.
             */
            latest: string;
            /**
             * Format: int32
             * @description How long it takes, in minutes: a multiple of 5, at most 480.
             */
            minutes: number;
            /** @description For whom. */
            patient_id: components["schemas"]["PatientId"];
            /** @description How urgent it is. */
            priority?: components["schemas"]["AppointmentPriority"];
            provider_id?: components["schemas"]["StaffId"] | null;
            /** @description Why the patient comes. */
            reason?: string | null;
        };
        /**
         * @description How far a wish is.
         * @enum {string}
         */
        WaitlistStatus: "waiting" | "offered" | "booked" | "expired" | "cancelled";
        /** @description A ward of a facility. */
        Ward: {
            /** @description Short code, unique in the facility. */
            code: string;
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            department_id?: components["schemas"]["DepartmentId"] | null;
            /** @description Where it is. */
            facility_id: components["schemas"]["FacilityId"];
            /** @description Whom it takes. */
            gender?: components["schemas"]["WardGender"];
            /** @description The id. */
            id: components["schemas"]["WardId"];
            /** @description What it is for. */
            kind: components["schemas"]["WardKind"];
            /** @description The name. */
            name: string;
            /** @description The telephone number of its station. */
            station_phone?: string | null;
            /** @description Whether it is in use. */
            status?: components["schemas"]["PlaceStatus"];
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts up with each change; the value of `If-Match`.
             */
            version: number;
        };
        /**
         * @description Whom a ward takes.
         * @enum {string}
         */
        WardGender: "male" | "female" | "mixed";
        /** @description ULID, 26 characters */
        WardId: string;
        /**
         * @description What a ward is for.
         * @enum {string}
         */
        WardKind: "general" | "icu" | "emergency" | "maternity" | "pediatric" | "surgical" | "medical" | "psychiatric" | "isolation";
        /** @description A ward to be made, or as it is to be from now on. */
        WardRequest: {
            /** @description Short code, unique in the facility. */
            code: string;
            department_id?: components["schemas"]["DepartmentId"] | null;
            /** @description Whom it takes. */
            gender?: components["schemas"]["WardGender"];
            /** @description What it is for. */
            kind: components["schemas"]["WardKind"];
            /** @description The name. */
            name: string;
            /** @description The telephone number of its station. */
            station_phone?: string | null;
            /** @description Whether it is in use. */
            status?: components["schemas"]["PlaceStatus"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_alerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AlertView"];
                };
            };
        };
    };
    post_alerts_by_name_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ActionReportView"];
                };
            };
        };
    };
    get_allergies_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["AllergyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now; `ETag` is its version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Allergy"];
                };
            };
        };
    };
    put_allergies_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AllergyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllergyRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Allergy"];
                };
            };
        };
    };
    post_allergies_by_id_entered_in_error: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AllergyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Allergy"];
                };
            };
        };
    };
    get_allergies_by_id_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["AllergyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Allergy"];
                };
            };
        };
    };
    get_appointments: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Where. Absent: everywhere. */
                facility?: components["schemas"]["FacilityId"];
                /** @description Those that begin at or after this moment. */
                from?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person, before or after a merge. Absent: of all patients. */
                patient?: components["schemas"]["PatientId"];
                /** @description With whom. Absent: with anybody. */
                provider?: components["schemas"]["StaffId"];
                /** @description How far they are. Absent: all. */
                status?: "scheduled" | "confirmed" | "checked-in" | "in-progress" | "completed" | "cancelled" | "no-show";
                /** @description Those that begin before this moment. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Appointment"];
                };
            };
        };
    };
    post_appointments: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one booking */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentRequest"];
            };
        };
        responses: {
            /** @description The appointment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    get_appointments_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The appointment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    get_appointments_by_id_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A calendar with one event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
        };
    };
    post_appointments_by_id_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    post_appointments_by_id_check_in: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    post_appointments_by_id_complete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    post_appointments_by_id_confirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    post_appointments_by_id_no_show: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    get_appointments_by_id_reminders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By their time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentReminder"][];
                };
            };
        };
    };
    post_appointments_by_id_reschedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RescheduleRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    post_appointments_by_id_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AppointmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    get_audit_entries: {
        parameters: {
            query?: {
                /** @description The permission that was needed, such as `patients:read`. */
                action?: string;
                /** @description Who: the id of a user, `service:NAME` or `service-account:ID`. */
                actor?: string;
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description At or after, such as `2026-11-22T08:00:00Z`. */
                from?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description `begun`, `done`, `refused` or `failed`. */
                outcome?: string;
                /** @description The id of a patient. */
                patient?: string;
                /** @description Before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StoredEntry"];
                };
            };
        };
    };
    get_audit_export: {
        parameters: {
            query?: {
                /** @description The permission that was needed, such as `patients:read`. */
                action?: string;
                /** @description Who: the id of a user, `service:NAME` or `service-account:ID`. */
                actor?: string;
                /** @description At or after, such as `2026-11-22T08:00:00Z`. */
                from?: string;
                /** @description `begun`, `done`, `refused` or `failed`. */
                outcome?: string;
                /** @description The id of a patient. */
                patient?: string;
                /** @description Before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    get_audit_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
        };
    };
    post_auth_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Tokens of the sign-in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description A second factor is needed */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Challenge"];
                };
            };
        };
    };
    post_auth_login_enrol: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolByChallenge"];
            };
        };
        responses: {
            /** @description The key for the authenticator; shown once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
        };
    };
    post_auth_login_enrol_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChallengeAnswer"];
            };
        };
        responses: {
            /** @description Tokens, and recovery codes that are shown once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolledSignIn"];
                };
            };
        };
    };
    post_auth_login_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChallengeAnswer"];
            };
        };
        responses: {
            /** @description Tokens of the sign-in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
        };
    };
    post_auth_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description The sign-in has ended, or was not known */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_auth_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    put_auth_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_auth_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description New tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
        };
    };
    get_auth_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactor"];
                };
            };
        };
    };
    post_auth_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmPassword"];
            };
        };
        responses: {
            /** @description The key; shown once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
        };
    };
    post_auth_second_factor_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmCode"];
            };
        };
        responses: {
            /** @description Recovery codes; shown once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
        };
    };
    post_auth_second_factor_recovery_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmPassword"];
            };
        };
        responses: {
            /** @description Recovery codes; shown once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
        };
    };
    post_auth_second_factor_remove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmPassword"];
            };
        };
        responses: {
            /** @description Taken away */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_auth_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that go on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
        };
    };
    delete_auth_sessions_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_auth_sessions_end_others: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_backup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": number[];
                };
            };
        };
    };
    get_beds: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of this facility. Absent: of all. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description In this state; `available` are the free ones. Absent: in any. */
                status?: "available" | "reserved" | "occupied" | "cleaning" | "maintenance" | "blocked" | "out-of-service";
                /** @description Of this ward. Absent: of all. */
                ward?: components["schemas"]["WardId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Bed"];
                };
            };
        };
    };
    get_beds_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["BedId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bed"];
                };
            };
        };
    };
    put_beds_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["BedId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BedRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bed"];
                };
            };
        };
    };
    post_beds_by_id_assign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["BedId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BedAssignRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bed"];
                };
            };
        };
    };
    get_beds_by_id_history: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["BedId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BedChange"];
                };
            };
        };
    };
    post_beds_by_id_release: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["BedId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BedReleaseRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bed"];
                };
            };
        };
    };
    post_beds_by_id_status: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["BedId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BedStatusRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bed"];
                };
            };
        };
    };
    post_beds_by_id_transfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["BedId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BedTransferRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bed"];
                };
            };
        };
    };
    get_billing_accounts: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Where. Absent: everywhere. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person, before or after a merge. Absent: of all patients. */
                patient?: components["schemas"]["PatientId"];
                /** @description Open or closed. Absent: both. */
                status?: "open" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BillingAccount"];
                };
            };
        };
    };
    post_billing_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountRequest"];
            };
        };
        responses: {
            /** @description The open account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingAccount"];
                };
            };
        };
    };
    get_billing_accounts_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["BillingAccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingAccount"];
                };
            };
        };
    };
    get_billing_accounts_by_id_balance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["BillingAccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountBalance"];
                };
            };
        };
    };
    post_billing_accounts_by_id_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["BillingAccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingAccount"];
                };
            };
        };
    };
    get_billing_accounts_by_id_statements: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["BillingAccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Statement"];
                };
            };
        };
    };
    post_billing_accounts_by_id_statements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["BillingAccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatementRequest"];
            };
        };
        responses: {
            /** @description The statement */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
        };
    };
    get_billing_adjustments: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Where. Absent: everywhere. */
                facility?: components["schemas"]["FacilityId"];
                /** @description Of which invoice. Absent: of all. */
                invoice?: components["schemas"]["InvoiceId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description How far they are; `pending` are those to be agreed to. Absent: all. */
                status?: "pending" | "applied" | "rejected";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Adjustment"];
                };
            };
        };
    };
    post_billing_adjustments_by_id_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AdjustmentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
        };
    };
    post_billing_adjustments_by_id_reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["AdjustmentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillingReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
        };
    };
    get_billing_charges: {
        parameters: {
            query?: {
                /** @description On which account. Absent: on any or none. */
                account?: components["schemas"]["BillingAccountId"];
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description During which visit. Absent: any or none. */
                encounter?: components["schemas"]["EncounterId"];
                /** @description Where. Absent: everywhere, and where nobody told. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person, before or after a merge. Absent: of all patients. */
                patient?: components["schemas"]["PatientId"];
                /** @description How far they are; `unpriced` are those to be looked at. Absent: all. */
                status?: "unpriced" | "pending" | "invoiced" | "void";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Charge"];
                };
            };
        };
    };
    post_billing_charges: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChargeRequest"];
            };
        };
        responses: {
            /** @description The charge */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charge"];
                };
            };
        };
    };
    get_billing_charges_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ChargeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The charge */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charge"];
                };
            };
        };
    };
    post_billing_charges_by_id_price: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ChargeId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceRequest"];
            };
        };
        responses: {
            /** @description As it is now; still `unpriced` when no list has a price */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charge"];
                };
            };
        };
    };
    post_billing_charges_by_id_void: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ChargeId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillingReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charge"];
                };
            };
        };
    };
    get_billing_claims: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Where. Absent: everywhere. */
                facility?: components["schemas"]["FacilityId"];
                /** @description Of which invoice. Absent: of all. */
                invoice?: components["schemas"]["InvoiceId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person, before or after a merge. Absent: of all patients. */
                patient?: components["schemas"]["PatientId"];
                /** @description How far they are. Absent: all. */
                status?: "draft" | "submitted" | "accepted" | "rejected" | "partly-paid" | "paid" | "denied" | "appealed" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Claim"];
                };
            };
        };
    };
    post_billing_claims: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimRequest"];
            };
        };
        responses: {
            /** @description The draft */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    get_billing_claims_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ClaimId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The claim */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    post_billing_claims_by_id_accept: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ClaimId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimDecision"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    post_billing_claims_by_id_appeal: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ClaimId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    post_billing_claims_by_id_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ClaimId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    post_billing_claims_by_id_deny: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ClaimId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    post_billing_claims_by_id_payments: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["ClaimId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimPayment"];
            };
        };
        responses: {
            /** @description The claim as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    post_billing_claims_by_id_reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ClaimId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    post_billing_claims_by_id_submit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ClaimId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    get_billing_invoices: {
        parameters: {
            query?: {
                /** @description Of which account. Absent: of all. */
                account?: components["schemas"]["BillingAccountId"];
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Where. Absent: everywhere. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Only those whose last day to pay went by with something open; needs the facility. */
                overdue?: boolean;
                /** @description Whose; any id of the person, before or after a merge. Absent: of all patients. */
                patient?: components["schemas"]["PatientId"];
                /** @description How far they are. Absent: all. */
                status?: "draft" | "issued" | "partly-paid" | "paid" | "written-off" | "void" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Invoice"];
                };
            };
        };
    };
    post_billing_invoices: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvoiceRequest"];
            };
        };
        responses: {
            /** @description The draft */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invoice"];
                };
            };
        };
    };
    get_billing_invoices_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["InvoiceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invoice */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invoice"];
                };
            };
        };
    };
    post_billing_invoices_by_id_adjustments: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["InvoiceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentRequest"];
            };
        };
        responses: {
            /** @description The adjustment, `applied` or `pending` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
        };
    };
    post_billing_invoices_by_id_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["InvoiceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillingReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invoice"];
                };
            };
        };
    };
    post_billing_invoices_by_id_issue: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["InvoiceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invoice"];
                };
            };
        };
    };
    post_billing_invoices_by_id_void: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["InvoiceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillingReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invoice"];
                };
            };
        };
    };
    get_billing_payments: {
        parameters: {
            query?: {
                /** @description For which account. Absent: for all. */
                account?: components["schemas"]["BillingAccountId"];
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Where. Absent: everywhere. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person, before or after a merge. Absent: of all patients. */
                patient?: components["schemas"]["PatientId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Payment"];
                };
            };
        };
    };
    post_billing_payments: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentRequest"];
            };
        };
        responses: {
            /** @description The payment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
        };
    };
    get_billing_payments_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
        };
    };
    post_billing_payments_by_id_allocate: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllocateRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
        };
    };
    get_billing_payments_by_id_allocations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentAllocation"][];
                };
            };
        };
    };
    post_billing_payments_by_id_refunds: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundRequest"];
            };
        };
        responses: {
            /** @description The refund, `paid` or `pending` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
        };
    };
    post_billing_payments_by_id_reverse: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillingReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
        };
    };
    get_billing_policies: {
        parameters: {
            query: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person, before or after a merge. */
                patient: components["schemas"]["PatientId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Policy"];
                };
            };
        };
    };
    post_billing_policies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyRequest"];
            };
        };
        responses: {
            /** @description The policy */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
        };
    };
    get_billing_policies_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PolicyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
        };
    };
    put_billing_policies_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PolicyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
        };
    };
    put_billing_price_items_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PriceItemId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceItemRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceItem"];
                };
            };
        };
    };
    get_billing_price_lists: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PriceList"];
                };
            };
        };
    };
    post_billing_price_lists: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceListRequest"];
            };
        };
        responses: {
            /** @description The list */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
        };
    };
    get_billing_price_lists_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PriceListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
        };
    };
    put_billing_price_lists_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PriceListId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceListRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
        };
    };
    get_billing_price_lists_by_id_items: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["PriceListId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PriceItem"];
                };
            };
        };
    };
    post_billing_price_lists_by_id_items: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PriceListId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceItemRequest"];
            };
        };
        responses: {
            /** @description The price */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceItem"];
                };
            };
        };
    };
    get_billing_refunds: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Where. Absent: everywhere. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Of which payment. Absent: of all. */
                payment?: components["schemas"]["PaymentId"];
                /** @description How far they are; `pending` are those to be agreed to. Absent: all. */
                status?: "pending" | "paid" | "rejected" | "reversed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Refund"];
                };
            };
        };
    };
    post_billing_refunds_by_id_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["RefundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
        };
    };
    post_billing_refunds_by_id_reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["RefundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillingReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
        };
    };
    post_billing_refunds_by_id_reverse: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["RefundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillingReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
        };
    };
    get_billing_reports_aging: {
        parameters: {
            query: {
                /** @description Where. */
                facility: components["schemas"]["FacilityId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgingReport"];
                };
            };
        };
    };
    get_billing_reports_cash: {
        parameters: {
            query: {
                /** @description Where. */
                facility: components["schemas"]["FacilityId"];
                /** @description On which day, in the facility's zone. Absent: today. */
                on?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CashReport"];
                };
            };
        };
    };
    get_billing_statements_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["StatementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
        };
    };
    get_cds_alerts: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person, before or after a merge. Absent: of all patients. */
                patient?: components["schemas"]["PatientId"];
                /** @description How they stand. Absent: all. */
                status?: "active" | "acknowledged" | "overridden";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Alert"];
                };
            };
        };
    };
    get_cds_alerts_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["CdsAlertId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    post_cds_alerts_by_id_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["CdsAlertId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    post_cds_alerts_by_id_override: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["CdsAlertId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OverrideRequest"];
            };
        };
        responses: {
            /** @description As it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    post_cds_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MedicationCheckRequest"];
            };
        };
        responses: {
            /** @description What was found, and what could not be looked at */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MedicationCheckReply"];
                };
            };
        };
    };
    get_cds_facts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the facts are worth */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactsState"];
                };
            };
        };
    };
    get_cds_facts_by_kind: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description A word in the id or the text. */
                q?: string;
            };
            header?: never;
            path: {
                kind: components["schemas"]["FactKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FactRow"];
                };
            };
        };
    };
    get_cds_facts_by_kind_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                kind: components["schemas"]["FactKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactRow"];
                };
            };
        };
    };
    put_cds_facts_by_kind_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                kind: components["schemas"]["FactKind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactChange"];
            };
        };
        responses: {
            /** @description As it counts now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactRow"];
                };
            };
        };
    };
    delete_cds_facts_by_kind_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                kind: components["schemas"]["FactKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What counts now; null when nothing does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactRow"] | null;
                };
            };
        };
    };
    post_cds_facts_by_kind_review: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["schemas"]["FactKind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewRequest"];
            };
        };
        responses: {
            /** @description What the facts are worth now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactsState"];
                };
            };
        };
    };
    get_channels: {
        parameters: {
            query?: {
                /** @description Of this group. */
                group?: string | null;
                /** @description With this tag. */
                tag?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChannelView"];
                };
            };
        };
    };
    get_channels_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
        };
    };
    post_channels_by_id_cases_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CasesRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CaseView"];
                };
            };
        };
    };
    post_channels_by_id_deploy: {
        parameters: {
            query?: {
                /** @description Deploys those that it depends on too. */
                with_dependencies?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
        };
    };
    post_channels_by_id_destinations_by_destination_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                destination: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_channels_by_id_destinations_by_destination_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                destination: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_channels_by_id_destinations_by_destination_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                destination: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_channels_by_id_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": number[];
                };
            };
        };
    };
    get_channels_by_id_messages: {
        parameters: {
            query?: {
                /** @description Delivery was tried at least so often. */
                attempts_from?: number;
                /** @description Delivery was tried at the most so often. */
                attempts_through?: number;
                /** @description Only numbers below: `next` or `stopped_at` of the page before. */
                before?: string;
                /** @description Of this channel. */
                channel?: string;
                /** @description The conditions on statuses, attempts and errors are about connectors of this name; `source` is the source. */
                connector?: string;
                /** @description With this sender's number (MSH-10). */
                control_id?: string;
                /** @description Only numbers from this one. */
                from?: string;
                /** @description Whether it has attachments. */
                has_attachment?: boolean;
                /** @description Whether a connector is in error or has the reason of a failed attempt. */
                has_error?: boolean;
                /** @description How many, 1 to 500; 50 where it is absent. */
                limit?: number;
                /** @description Of this kind, such as `ADT^A01`. */
                message_type?: string;
                /**
                 * @description Metadata columns by name, with `OPERATOR:VALUE`; the operators are `eq`, `lt`, `gt`, `contains` and `prefix`, and `eq`
                 *     where there is none. In a query string: `metadata.NAME=gt:100`.
                 */
                metadata?: Record<string, unknown>;
                /** @description Only processed again from this message. */
                origin?: string;
                /** @description About this patient (PID-3.1). */
                patient_id?: string;
                /** @description As `text`, by a regular expression that cannot match without some text of 3 characters. Not with `text`. */
                regex?: string;
                /** @description Received at or after. */
                since?: string;
                /**
                 * @description With one of these statuses: `received`, `filtered`, `transformed`, `queued`, `sent`, `error`, `pending`. In a query
                 *     string: several times, or separated by commas.
                 */
                status?: string[];
                /** @description With this text, of 3 characters or more, in what was received, made of it at the source, or sent; whatever its case. */
                text?: string;
                /** @description Only numbers up to this one. */
                through?: string;
                /** @description Received before. */
                until?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
        };
    };
    post_channels_by_id_messages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentView"];
                };
            };
        };
    };
    get_channels_by_id_messages_export: {
        parameters: {
            query?: {
                /** @description Delivery was tried at least so often. */
                attempts_from?: number;
                /** @description Delivery was tried at the most so often. */
                attempts_through?: number;
                /** @description Of this channel. */
                channel?: string;
                /** @description The conditions on statuses, attempts and errors are about connectors of this name; `source` is the source. */
                connector?: string;
                /** @description With this sender's number (MSH-10). */
                control_id?: string;
                /**
                 * @description `ndjson`, the default: a line of JSON for each message, as import takes it. `zip`: for each message a folder with a file
                 *     for each kind of content, and `message.json`.
                 */
                format?: string;
                /** @description Only numbers from this one. */
                from?: string;
                /** @description Whether it has attachments. */
                has_attachment?: boolean;
                /** @description Whether a connector is in error or has the reason of a failed attempt. */
                has_error?: boolean;
                /** @description Of this kind, such as `ADT^A01`. */
                message_type?: string;
                /**
                 * @description Metadata columns by name, with `OPERATOR:VALUE`; the operators are `eq`, `lt`, `gt`, `contains` and `prefix`, and `eq`
                 *     where there is none. In a query string: `metadata.NAME=gt:100`.
                 */
                metadata?: Record<string, unknown>;
                /** @description Only processed again from this message. */
                origin?: string;
                /** @description About this patient (PID-3.1). */
                patient_id?: string;
                /** @description As `text`, by a regular expression that cannot match without some text of 3 characters. Not with `text`. */
                regex?: string;
                /** @description Received at or after. */
                since?: string;
                /**
                 * @description With one of these statuses: `received`, `filtered`, `transformed`, `queued`, `sent`, `error`, `pending`. In a query
                 *     string: several times, or separated by commas.
                 */
                status?: string[];
                /** @description With this text, of 3 characters or more, in what was received, made of it at the source, or sent; whatever its case. */
                text?: string;
                /** @description Only numbers up to this one. */
                through?: string;
                /** @description Received before. */
                until?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    post_channels_by_id_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
        };
    };
    get_channels_by_id_queues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_QueueView"];
                };
            };
        };
    };
    post_channels_by_id_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
        };
    };
    get_channels_by_id_statistics: {
        parameters: {
            query?: {
                /** @description Count since the statistics were last reset, and not since the channel was first deployed. */
                since_reset?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsView"];
                };
            };
        };
    };
    post_channels_by_id_statistics_reset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_channels_by_id_stop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
        };
    };
    post_channels_by_id_trace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TraceRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
        };
    };
    post_channels_by_id_undeploy: {
        parameters: {
            query?: {
                /** @description Takes out those too that depend on it. */
                with_dependents?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_conditions_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ConditionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now; `ETag` is its version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Condition"];
                };
            };
        };
    };
    put_conditions_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ConditionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConditionRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Condition"];
                };
            };
        };
    };
    post_conditions_by_id_entered_in_error: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ConditionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Condition"];
                };
            };
        };
    };
    get_conditions_by_id_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["ConditionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Condition"];
                };
            };
        };
    };
    get_configuration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ConfigurationView"];
                };
            };
        };
    };
    put_configuration_by_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewValue"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationView"];
                };
            };
        };
    };
    delete_configuration_by_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_connections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SharedConnectionView"];
                };
            };
        };
    };
    get_connectors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ConnectorKindView"];
                };
            };
        };
    };
    post_connectors_by_kind_check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckView"];
                };
            };
        };
    };
    get_encounters_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["EncounterId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The encounter */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Encounter"];
                };
            };
        };
    };
    get_events: {
        parameters: {
            query?: {
                /** @description This action, such as `channel.deploy`; `channel.*` for all that begin so. */
                action?: string | null;
                /** @description `next` of the page before. */
                cursor?: number | null;
                /** @description How many, 1 to 500; an export has all. */
                limit?: number | null;
                /** @description `success`, `refused` or `failed`. */
                outcome?: string | null;
                /** @description At or after. */
                since?: string | null;
                /** @description With this target, such as `channel/adt-inbound` or `message/42`. */
                target?: string | null;
                /** @description Before. */
                until?: string | null;
                /** @description By this user. */
                user?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EventView"];
                };
            };
        };
    };
    get_events_export: {
        parameters: {
            query?: {
                /** @description This action, such as `channel.deploy`; `channel.*` for all that begin so. */
                action?: string | null;
                /** @description `next` of the page before. */
                cursor?: number | null;
                /** @description How many, 1 to 500; an export has all. */
                limit?: number | null;
                /** @description `success`, `refused` or `failed`. */
                outcome?: string | null;
                /** @description At or after. */
                since?: string | null;
                /** @description With this target, such as `channel/adt-inbound` or `message/42`. */
                target?: string | null;
                /** @description Before. */
                until?: string | null;
                /** @description By this user. */
                user?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    get_facilities: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Facility"];
                };
            };
        };
    };
    post_facilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FacilityRequest"];
            };
        };
        responses: {
            /** @description The facility */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Facility"];
                };
            };
        };
    };
    get_facilities_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["FacilityId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The facility */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Facility"];
                };
            };
        };
    };
    put_facilities_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["FacilityId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FacilityRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Facility"];
                };
            };
        };
    };
    get_facilities_by_id_departments: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["FacilityId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Department"];
                };
            };
        };
    };
    post_facilities_by_id_departments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["FacilityId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DepartmentRequest"];
            };
        };
        responses: {
            /** @description The department */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Department"];
                };
            };
        };
    };
    get_facilities_by_id_occupancy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["FacilityId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A row for each ward */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Occupancy"][];
                };
            };
        };
    };
    get_facilities_by_id_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["FacilityId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsRecord"];
                };
            };
        };
    };
    put_facilities_by_id_settings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["FacilityId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FacilitySettings"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsRecord"];
                };
            };
        };
    };
    get_facilities_by_id_wards: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["FacilityId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Ward"];
                };
            };
        };
    };
    post_facilities_by_id_wards: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["FacilityId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WardRequest"];
            };
        };
        responses: {
            /** @description The ward */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ward"];
                };
            };
        };
    };
    post_formats_convert: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConvertRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConvertedView"];
                };
            };
        };
    };
    post_formats_describe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DescribeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescriptionView"];
                };
            };
        };
    };
    get_free_slots: {
        parameters: {
            query: {
                /** @description Where. Absent: everywhere. */
                facility?: components["schemas"]["FacilityId"];
                /** @description From which day. */
                from: string;
                /** @description How long the appointment takes, in minutes. Absent: as long as a slot of the schedule. */
                minutes?: number;
                /** @description With whom. */
                provider: components["schemas"]["StaffId"];
                /** @description Up to and with which day; at most 31 in all. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreeSlot"][];
                };
            };
        };
    };
    get_high_alert_drugs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HighAlertDrug"][];
                };
            };
        };
    };
    put_high_alert_drugs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HighAlertDrug"];
            };
        };
        responses: {
            /** @description As it is on the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HighAlertDrug"];
                };
            };
        };
    };
    delete_high_alert_drugs_by_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not on the list any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_immunizations_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ImmunizationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now; `ETag` is its version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Immunization"];
                };
            };
        };
    };
    put_immunizations_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ImmunizationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImmunizationRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Immunization"];
                };
            };
        };
    };
    post_immunizations_by_id_entered_in_error: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ImmunizationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Immunization"];
                };
            };
        };
    };
    get_immunizations_by_id_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["ImmunizationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Immunization"];
                };
            };
        };
    };
    post_import: {
        parameters: {
            query?: {
                /** @description Replaces items that are there and differ; otherwise nothing is taken in when there are any. */
                overwrite?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/zip": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ItemOutcome"];
                };
            };
        };
    };
    post_inventory_adjustments: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockAdjustmentRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockMovement"];
                };
            };
        };
    };
    get_inventory_alerts: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description In which facility. Absent: in all. */
                facility?: components["schemas"]["FacilityId"];
                /** @description Of which item. Absent: of all. */
                item?: components["schemas"]["InventoryItemId"];
                /** @description What is the matter. Absent: all. */
                kind?: "low-stock" | "expiring" | "expired" | "recalled" | "dispensed-without-stock";
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description How far they are. Absent: all. */
                status?: "open" | "acknowledged" | "resolved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StockAlert"];
                };
            };
        };
    };
    get_inventory_alerts_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["StockAlertId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockAlert"];
                };
            };
        };
    };
    post_inventory_alerts_by_id_acknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["StockAlertId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockAlert"];
                };
            };
        };
    };
    post_inventory_alerts_by_id_resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["StockAlertId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockAlert"];
                };
            };
        };
    };
    get_inventory_batches: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of which item. Absent: of all. */
                item?: components["schemas"]["InventoryItemId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whether they may be used. Absent: all. */
                status?: "active" | "quarantined" | "recalled" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StockBatch"];
                };
            };
        };
    };
    get_inventory_batches_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["StockBatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockBatch"];
                };
            };
        };
    };
    post_inventory_batches_by_id_quarantine: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["StockBatchId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockBatch"];
                };
            };
        };
    };
    post_inventory_batches_by_id_recall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["StockBatchId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockBatch"];
                };
            };
        };
    };
    get_inventory_batches_by_id_recipients: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["StockBatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BatchRecipient"];
                };
            };
        };
    };
    post_inventory_batches_by_id_release: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["StockBatchId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockBatch"];
                };
            };
        };
    };
    post_inventory_issues: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockIssueRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockMovements"];
                };
            };
        };
    };
    get_inventory_items: {
        parameters: {
            query?: {
                /** @description With this code. */
                code?: string;
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description With this RxNorm concept. */
                rxcui?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StockItem"];
                };
            };
        };
    };
    post_inventory_items: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockItemRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockItem"];
                };
            };
        };
    };
    get_inventory_items_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["InventoryItemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockItem"];
                };
            };
        };
    };
    put_inventory_items_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["InventoryItemId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockItemRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockItem"];
                };
            };
        };
    };
    get_inventory_items_by_id_availability: {
        parameters: {
            query: {
                /** @description In which facility. */
                facility: components["schemas"]["FacilityId"];
            };
            header?: never;
            path: {
                id: components["schemas"]["InventoryItemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How much there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemAvailability"];
                };
            };
        };
    };
    get_inventory_locations: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of which facility. Absent: of all. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StockLocation"];
                };
            };
        };
    };
    post_inventory_locations: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockLocationRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockLocation"];
                };
            };
        };
    };
    get_inventory_locations_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["StockLocationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockLocation"];
                };
            };
        };
    };
    put_inventory_locations_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["StockLocationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockLocationRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockLocation"];
                };
            };
        };
    };
    get_inventory_purchase_orders: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of which facility. Absent: of all. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description How far they are. Absent: all. */
                status?: "draft" | "approved" | "ordered" | "partly-received" | "received" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PurchaseOrder"];
                };
            };
        };
    };
    post_inventory_purchase_orders: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseOrderRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrder"];
                };
            };
        };
    };
    get_inventory_purchase_orders_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PurchaseOrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrder"];
                };
            };
        };
    };
    put_inventory_purchase_orders_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PurchaseOrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseOrderRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrder"];
                };
            };
        };
    };
    post_inventory_purchase_orders_by_id_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PurchaseOrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrder"];
                };
            };
        };
    };
    post_inventory_purchase_orders_by_id_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PurchaseOrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockReason"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrder"];
                };
            };
        };
    };
    post_inventory_purchase_orders_by_id_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PurchaseOrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrder"];
                };
            };
        };
    };
    post_inventory_purchase_orders_by_id_receipts: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PurchaseOrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseOrderReceipt"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseOrder"];
                };
            };
        };
    };
    get_inventory_stock: {
        parameters: {
            query?: {
                /** @description Of which batch. Absent: of all. */
                batch?: components["schemas"]["StockBatchId"];
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description In which facility. Absent: in all. */
                facility?: components["schemas"]["FacilityId"];
                /** @description Of which item. Absent: of all. */
                item?: components["schemas"]["InventoryItemId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description In which place. Absent: in all. */
                location?: components["schemas"]["StockLocationId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StockLevel"];
                };
            };
        };
    };
    get_inventory_suppliers: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Supplier"];
                };
            };
        };
    };
    post_inventory_suppliers: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SupplierRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Supplier"];
                };
            };
        };
    };
    get_inventory_suppliers_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["SupplierId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Supplier"];
                };
            };
        };
    };
    put_inventory_suppliers_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["SupplierId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SupplierRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Supplier"];
                };
            };
        };
    };
    post_inventory_transfers: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockTransferRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockMovements"];
                };
            };
        };
    };
    get_items_by_kind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ItemView"];
                };
            };
        };
    };
    get_items_by_kind_by_name: {
        parameters: {
            query?: {
                /** @description Its number; the current one when absent. */
                revision?: number | null;
            };
            header?: never;
            path: {
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemFilesView"];
                };
            };
        };
    };
    put_items_by_kind_by_name: {
        parameters: {
            query?: {
                /** @description Keeps it although it is not valid; it cannot be deployed then, also not at the next start of the hub. */
                draft?: boolean;
            };
            header?: never;
            path: {
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemFiles"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
        };
    };
    delete_items_by_kind_by_name: {
        parameters: {
            query?: {
                /** @description For the history. */
                comment?: string;
            };
            header?: never;
            path: {
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_items_by_kind_by_name_diff: {
        parameters: {
            query?: {
                /** @description The older side; the one before `to` when absent. */
                from?: number | null;
                /** @description The newer side; the current one when absent. */
                to?: number | null;
            };
            header?: never;
            path: {
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiffView"];
                };
            };
        };
    };
    post_items_by_kind_by_name_restore: {
        parameters: {
            query: {
                /** @description The revision that is current; when it no longer is, nothing is restored. Whatever is current when absent. */
                base?: number | null;
                /** @description Restores it although it is not valid. */
                draft?: boolean;
                /** @description Its number. */
                revision: number;
            };
            header?: never;
            path: {
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
        };
    };
    get_items_by_kind_by_name_revisions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RevisionView"];
                };
            };
        };
    };
    post_items_by_kind_by_name_validate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemFiles"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationView"];
                };
            };
        };
    };
    get_lab_critical_results: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Ordered in this facility. Absent: in any. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description About this result. Absent: about any. */
                result?: components["schemas"]["LabResultId"];
                /** @description How far they are. Absent: all. */
                status?: "open" | "acknowledged" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CriticalResult"];
                };
            };
        };
    };
    get_lab_critical_results_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["CriticalResultId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CriticalResult"];
                };
            };
        };
    };
    post_lab_critical_results_by_id_acknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["CriticalResultId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CriticalAcknowledgement"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CriticalResult"];
                };
            };
        };
    };
    post_lab_critical_results_by_id_calls: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["CriticalResultId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CriticalCallRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CriticalResult"];
                };
            };
        };
    };
    post_lab_order_requests: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one request */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneOrMany_OrderRequest"];
            };
        };
        responses: {
            /** @description What it came to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneOrMany_OrderReply"];
                };
            };
        };
    };
    get_lab_orders: {
        parameters: {
            query: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description The patient; any id of the person, before or after a merge. */
                patient: components["schemas"]["PatientId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LabOrder"];
                };
            };
        };
    };
    post_lab_orders: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabOrderEntry"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabOrder"];
                };
            };
        };
    };
    get_lab_orders_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LabOrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabOrder"];
                };
            };
        };
    };
    post_lab_orders_by_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LabOrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabOrderCancellation"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabOrder"];
                };
            };
        };
    };
    get_lab_orders_by_id_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LabOrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabResult"][];
                };
            };
        };
    };
    post_lab_orders_by_id_results: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["LabOrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabResultEntry"];
            };
        };
        responses: {
            /** @description What was entered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabResult"][];
                };
            };
        };
    };
    get_lab_panels: {
        parameters: {
            query?: {
                /** @description Those that may be ordered, or those that may not. Absent: both. */
                active?: boolean;
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LabPanel"];
                };
            };
        };
    };
    post_lab_panels: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabPanelRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabPanel"];
                };
            };
        };
    };
    get_lab_panels_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LabPanelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabPanel"];
                };
            };
        };
    };
    put_lab_panels_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["LabPanelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabPanelRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabPanel"];
                };
            };
        };
    };
    post_lab_result_reports: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one report */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OneOrMany_ResultReport"];
            };
        };
        responses: {
            /** @description What it came to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneOrMany_ReportReply"];
                };
            };
        };
    };
    post_lab_result_verifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResultVerification"];
            };
        };
        responses: {
            /** @description As they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabResult"][];
                };
            };
        };
    };
    get_lab_results: {
        parameters: {
            query: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description The patient; any id of the person, before or after a merge. */
                patient: components["schemas"]["PatientId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LabResult"];
                };
            };
        };
    };
    get_lab_results_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LabResultId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabResult"];
                };
            };
        };
    };
    post_lab_results_by_id_corrections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LabResultId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResultCorrection"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabResult"];
                };
            };
        };
    };
    get_lab_specimens: {
        parameters: {
            query?: {
                /** @description With this label. Absent: with any. */
                barcode?: string;
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Ordered in this facility. Absent: in any. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description For this order. Absent: for any. */
                order?: components["schemas"]["LabOrderId"];
                /** @description How far they are: `collected` and `in-transit` are to be received, `received` and `processing` to be examined. Absent: all. */
                status?: "collected" | "in-transit" | "received" | "processing" | "analysed" | "stored" | "discarded" | "rejected";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Specimen"];
                };
            };
        };
    };
    post_lab_specimens: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpecimenRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Specimen"];
                };
            };
        };
    };
    get_lab_specimens_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LabSpecimenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Specimen"];
                };
            };
        };
    };
    post_lab_specimens_by_id_actions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["LabSpecimenId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpecimenAction"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Specimen"];
                };
            };
        };
    };
    get_lab_tests: {
        parameters: {
            query?: {
                /** @description Those that may be ordered, or those that may not. Absent: both. */
                active?: boolean;
                /** @description Of this part of the laboratory. Absent: of all. */
                category?: "hematology" | "chemistry" | "microbiology" | "immunology" | "pathology" | "molecular" | "toxicology" | "other";
                /** @description With this code. Absent: with any. */
                code?: string;
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LabTest"];
                };
            };
        };
    };
    post_lab_tests: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one command */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabTestRequest"];
            };
        };
        responses: {
            /** @description What was made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabTest"];
                };
            };
        };
    };
    get_lab_tests_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["LabTestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabTest"];
                };
            };
        };
    };
    put_lab_tests_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["LabTestId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabTestRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabTest"];
                };
            };
        };
    };
    get_lab_worklists_collection: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Ordered in this facility. Absent: in any. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LabOrder"];
                };
            };
        };
    };
    get_lab_worklists_verification: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LabResult"];
                };
            };
        };
    };
    post_libraries_by_name_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LibraryTestView"];
                };
            };
        };
    };
    get_mar: {
        parameters: {
            query: {
                /** @description From when. */
                from: string;
                /** @description Whose; any id of the person. */
                patient: components["schemas"]["PatientId"];
                /** @description To before when; at most 31 days later. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The doses */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Slot"][];
                };
            };
        };
    };
    get_messages: {
        parameters: {
            query?: {
                /** @description Delivery was tried at least so often. */
                attempts_from?: number;
                /** @description Delivery was tried at the most so often. */
                attempts_through?: number;
                /** @description Only numbers below: `next` or `stopped_at` of the page before. */
                before?: string;
                /** @description Of this channel. */
                channel?: string;
                /** @description The conditions on statuses, attempts and errors are about connectors of this name; `source` is the source. */
                connector?: string;
                /** @description With this sender's number (MSH-10). */
                control_id?: string;
                /** @description Only numbers from this one. */
                from?: string;
                /** @description Whether it has attachments. */
                has_attachment?: boolean;
                /** @description Whether a connector is in error or has the reason of a failed attempt. */
                has_error?: boolean;
                /** @description How many, 1 to 500; 50 where it is absent. */
                limit?: number;
                /** @description Of this kind, such as `ADT^A01`. */
                message_type?: string;
                /**
                 * @description Metadata columns by name, with `OPERATOR:VALUE`; the operators are `eq`, `lt`, `gt`, `contains` and `prefix`, and `eq`
                 *     where there is none. In a query string: `metadata.NAME=gt:100`.
                 */
                metadata?: Record<string, unknown>;
                /** @description Only processed again from this message. */
                origin?: string;
                /** @description About this patient (PID-3.1). */
                patient_id?: string;
                /** @description As `text`, by a regular expression that cannot match without some text of 3 characters. Not with `text`. */
                regex?: string;
                /** @description Received at or after. */
                since?: string;
                /**
                 * @description With one of these statuses: `received`, `filtered`, `transformed`, `queued`, `sent`, `error`, `pending`. In a query
                 *     string: several times, or separated by commas.
                 */
                status?: string[];
                /** @description With this text, of 3 characters or more, in what was received, made of it at the source, or sent; whatever its case. */
                text?: string;
                /** @description Only numbers up to this one. */
                through?: string;
                /** @description Received before. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
        };
    };
    get_messages_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageDetailView"];
                };
            };
        };
    };
    delete_messages_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_messages_by_id_attachments_by_number: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
        };
    };
    post_messages_by_id_destinations_by_destination_resend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                destination: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_messages_by_id_reprocess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReprocessRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenView"];
                };
            };
        };
    };
    get_messages_export: {
        parameters: {
            query?: {
                /** @description Delivery was tried at least so often. */
                attempts_from?: number;
                /** @description Delivery was tried at the most so often. */
                attempts_through?: number;
                /** @description Of this channel. */
                channel?: string;
                /** @description The conditions on statuses, attempts and errors are about connectors of this name; `source` is the source. */
                connector?: string;
                /** @description With this sender's number (MSH-10). */
                control_id?: string;
                /**
                 * @description `ndjson`, the default: a line of JSON for each message, as import takes it. `zip`: for each message a folder with a file
                 *     for each kind of content, and `message.json`.
                 */
                format?: string;
                /** @description Only numbers from this one. */
                from?: string;
                /** @description Whether it has attachments. */
                has_attachment?: boolean;
                /** @description Whether a connector is in error or has the reason of a failed attempt. */
                has_error?: boolean;
                /** @description Of this kind, such as `ADT^A01`. */
                message_type?: string;
                /**
                 * @description Metadata columns by name, with `OPERATOR:VALUE`; the operators are `eq`, `lt`, `gt`, `contains` and `prefix`, and `eq`
                 *     where there is none. In a query string: `metadata.NAME=gt:100`.
                 */
                metadata?: Record<string, unknown>;
                /** @description Only processed again from this message. */
                origin?: string;
                /** @description About this patient (PID-3.1). */
                patient_id?: string;
                /** @description As `text`, by a regular expression that cannot match without some text of 3 characters. Not with `text`. */
                regex?: string;
                /** @description Received at or after. */
                since?: string;
                /**
                 * @description With one of these statuses: `received`, `filtered`, `transformed`, `queued`, `sent`, `error`, `pending`. In a query
                 *     string: several times, or separated by commas.
                 */
                status?: string[];
                /** @description With this text, of 3 characters or more, in what was received, made of it at the source, or sent; whatever its case. */
                text?: string;
                /** @description Only numbers up to this one. */
                through?: string;
                /** @description Received before. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    post_messages_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ImportedView"];
                };
            };
        };
    };
    post_messages_remove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkView"];
                };
            };
        };
    };
    post_messages_reprocess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkView"];
                };
            };
        };
    };
    post_messages_resend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkView"];
                };
            };
        };
    };
    get_notes_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["NoteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now; `ETag` is its version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
        };
    };
    put_notes_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["NoteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
        };
    };
    post_notes_by_id_addenda: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["NoteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddendumRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
        };
    };
    post_notes_by_id_amend: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["NoteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AmendmentRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
        };
    };
    post_notes_by_id_entered_in_error: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["NoteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
        };
    };
    post_notes_by_id_sign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["NoteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
        };
    };
    get_notes_by_id_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["NoteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Note"];
                };
            };
        };
    };
    post_operations_deploy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeployRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChannelOutcome"];
                };
            };
        };
    };
    post_operations_pause: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChannelOutcome"];
                };
            };
        };
    };
    post_operations_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChannelOutcome"];
                };
            };
        };
    };
    post_operations_stop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChannelOutcome"];
                };
            };
        };
    };
    post_operations_undeploy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndeployRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChannelOutcome"];
                };
            };
        };
    };
    get_patients: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description A number: its value in any system, or `system|value`. Numbers of merged records find the survivor. */
                identifier?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Beginnings of words of the name, such as `elh amn`. Not used when an identifier is given. */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Patient"];
                };
            };
        };
    };
    post_patients: {
        parameters: {
            query?: {
                /** @description True: somebody has looked at the records that are probably of the same person, and none is. */
                confirm?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatientPatch"];
            };
        };
        responses: {
            /** @description Registered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
        };
    };
    get_patients_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The patient */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
        };
    };
    get_patients_by_id_allergies: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of this encounter only. */
                encounter?: components["schemas"]["EncounterId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Allergy"];
                };
            };
        };
    };
    post_patients_by_id_allergies: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one entry */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllergyRequest"];
            };
        };
        responses: {
            /** @description As it was recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Allergy"];
                };
            };
        };
    };
    get_patients_by_id_allergies_summary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllergySummary"];
                };
            };
        };
    };
    get_patients_by_id_allergy_statements: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of this encounter only. */
                encounter?: components["schemas"]["EncounterId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AllergyStatement"];
                };
            };
        };
    };
    post_patients_by_id_allergy_statements: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one entry */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllergyStatementRequest"];
            };
        };
        responses: {
            /** @description As it was recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllergyStatement"];
                };
            };
        };
    };
    get_patients_by_id_conditions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of this encounter only. */
                encounter?: components["schemas"]["EncounterId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Condition"];
                };
            };
        };
    };
    post_patients_by_id_conditions: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one entry */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConditionRequest"];
            };
        };
        responses: {
            /** @description As it was recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Condition"];
                };
            };
        };
    };
    get_patients_by_id_duplicates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that may be, the likeliest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateCandidates"];
                };
            };
        };
    };
    get_patients_by_id_encounters: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Encounter"];
                };
            };
        };
    };
    get_patients_by_id_ids: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatientIds"];
                };
            };
        };
    };
    get_patients_by_id_immunizations: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of this encounter only. */
                encounter?: components["schemas"]["EncounterId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Immunization"];
                };
            };
        };
    };
    post_patients_by_id_immunizations: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one entry */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImmunizationRequest"];
            };
        };
        responses: {
            /** @description As it was recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Immunization"];
                };
            };
        };
    };
    post_patients_by_id_merge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergePatientsRequest"];
            };
        };
        responses: {
            /** @description The surviving record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
        };
    };
    get_patients_by_id_notes: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of this encounter only. */
                encounter?: components["schemas"]["EncounterId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Note"];
                };
            };
        };
    };
    post_patients_by_id_notes: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one note */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteRequest"];
            };
        };
        responses: {
            /** @description The draft */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
        };
    };
    get_patients_by_id_procedures: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of this encounter only. */
                encounter?: components["schemas"]["EncounterId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Procedure"];
                };
            };
        };
    };
    post_patients_by_id_procedures: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one entry */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProcedureRequest"];
            };
        };
        responses: {
            /** @description As it was recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Procedure"];
                };
            };
        };
    };
    post_patients_by_id_unmerge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnmergePatientRequest"];
            };
        };
        responses: {
            /** @description The restored record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
        };
    };
    get_patients_by_id_vital_signs: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Of this encounter only. */
                encounter?: components["schemas"]["EncounterId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_VitalSigns"];
                };
            };
        };
    };
    post_patients_by_id_vital_signs: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one entry */
                "Idempotency-Key": string;
            };
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VitalSignsRequest"];
            };
        };
        responses: {
            /** @description As it was recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VitalSigns"];
                };
            };
        };
    };
    get_patients_by_id_vital_signs_trend: {
        parameters: {
            query: {
                /** @description From when. */
                from: string;
                /** @description To before when; at most 366 days later. */
                to: string;
            };
            header?: never;
            path: {
                id: components["schemas"]["PatientId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trend */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VitalSignsTrend"];
                };
            };
        };
    };
    post_patients_duplicates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatientPatch"];
            };
        };
        responses: {
            /** @description Those that may be, the likeliest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateCandidates"];
                };
            };
        };
    };
    post_patients_match: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchRequest"];
            };
        };
        responses: {
            /** @description The patient, if known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatientMatch"];
                };
            };
        };
    };
    get_prescriptions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person, before or after a merge. Absent: of all patients. */
                patient?: components["schemas"]["PatientId"];
                /** @description How far they are; `pending` is the pharmacist's worklist. Absent: all. */
                status?: "draft" | "pending" | "active" | "partially-dispensed" | "dispensed" | "on-hold" | "completed" | "stopped" | "cancelled" | "expired" | "entered-in-error";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Prescription"];
                };
            };
        };
    };
    post_prescriptions: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one prescription */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrescriptionRequest"];
            };
        };
        responses: {
            /** @description The prescription, and what decision support said */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    get_prescriptions_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The prescription */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    post_prescriptions_by_id_administrations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdministrationRequest"];
            };
        };
        responses: {
            /** @description As it was noted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Administration"];
                };
            };
        };
    };
    post_prescriptions_by_id_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    post_prescriptions_by_id_dispense: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispenseRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    post_prescriptions_by_id_entered_in_error: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    post_prescriptions_by_id_hold: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    post_prescriptions_by_id_refill: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    post_prescriptions_by_id_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    post_prescriptions_by_id_stop: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    post_prescriptions_by_id_submit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    post_prescriptions_by_id_verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["PrescriptionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prescription"];
                };
            };
        };
    };
    get_procedures_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ProcedureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now; `ETag` is its version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Procedure"];
                };
            };
        };
    };
    put_procedures_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ProcedureId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProcedureRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Procedure"];
                };
            };
        };
    };
    post_procedures_by_id_entered_in_error: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["ProcedureId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Procedure"];
                };
            };
        };
    };
    get_procedures_by_id_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["ProcedureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Procedure"];
                };
            };
        };
    };
    get_queues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChannelQueuesView"];
                };
            };
        };
    };
    post_restore: {
        parameters: {
            query?: {
                /** @description Deletes items that are not in the backup. Their history stays. */
                exact?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/zip": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ItemOutcome"];
                };
            };
        };
    };
    get_scripts_reference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScriptReferenceView"];
                };
            };
        };
    };
    get_service_accounts: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ServiceAccount"];
                };
            };
        };
    };
    post_service_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewServiceAccount"];
            };
        };
        responses: {
            /** @description Added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccount"];
                };
            };
        };
    };
    post_service_accounts_by_id_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disabled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_service_accounts_by_id_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Enabled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_service_accounts_by_id_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"][];
                };
            };
        };
    };
    post_service_accounts_by_id_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key; shown once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedApiKey"];
                };
            };
        };
    };
    delete_service_accounts_by_id_keys_by_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
                key: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_staff: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Whose home facility this is. Absent: of all. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description What they do. Absent: all. */
                role?: "doctor" | "nurse" | "receptionist" | "admin" | "technician" | "therapist" | "pharmacist";
                /** @description Whether they work. Absent: all. */
                status?: "active" | "on-leave" | "suspended" | "terminated";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StaffMember"];
                };
            };
        };
    };
    post_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffRequest"];
            };
        };
        responses: {
            /** @description As it is kept */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
        };
    };
    get_staff_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
        };
    };
    put_staff_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
        };
    };
    get_staff_by_id_availability: {
        parameters: {
            query: {
                /** @description In which facility. Absent: in all. */
                facility?: components["schemas"]["FacilityId"];
                /** @description From which day. */
                from: string;
                /** @description Up to and with which day; at most 62 in all. */
                to: string;
            };
            header?: never;
            path: {
                id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The times, in order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
        };
    };
    get_staff_by_id_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A calendar, which may have no events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
        };
    };
    get_staff_by_id_schedule_exceptions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 500 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleException"][];
                };
            };
        };
    };
    post_staff_by_id_schedule_exceptions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleExceptionRequest"];
            };
        };
        responses: {
            /** @description The exception */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleException"];
                };
            };
        };
    };
    get_staff_by_id_schedules: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Schedule"];
                };
            };
        };
    };
    post_staff_by_id_schedules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleRequest"];
            };
        };
        responses: {
            /** @description The rule */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
        };
    };
    get_statistics: {
        parameters: {
            query?: {
                /** @description Count since the statistics were last reset, and not since the channel was first deployed. */
                since_reset?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StatisticsView"];
                };
            };
        };
    };
    get_users: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_User"];
                };
            };
        };
    };
    post_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    post_users_by_id_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disabled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_users_by_id_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Enabled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    put_users_by_id_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPassword"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    put_users_by_id_roles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRoles"];
            };
        };
        responses: {
            /** @description Set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    delete_users_by_id_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken away */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_users_by_id_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that go on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"][];
                };
            };
        };
    };
    delete_users_by_id_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_vital_signs_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["VitalSignsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now; `ETag` is its version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VitalSigns"];
                };
            };
        };
    };
    put_vital_signs_by_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["VitalSignsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VitalSignsRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VitalSigns"];
                };
            };
        };
    };
    post_vital_signs_by_id_entered_in_error: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["VitalSignsId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VitalSigns"];
                };
            };
        };
    };
    get_vital_signs_by_id_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["VitalSignsId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_VitalSigns"];
                };
            };
        };
    };
    get_vitals: {
        parameters: {
            query: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description From when. */
                from?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person. */
                patient: components["schemas"]["PatientId"];
                /** @description To before when. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_VitalReading"];
                };
            };
        };
    };
    get_vitals_alarms: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description In which facility. */
                facility?: string;
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description Whose; any id of the person. Absent: of all, and of devices. */
                patient?: components["schemas"]["PatientId"];
                /** @description How far they are. */
                state?: components["schemas"]["AlarmState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeviceAlarm"];
                };
            };
        };
    };
    get_vitals_alarms_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["AlarmId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alarm */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAlarm"];
                };
            };
        };
    };
    post_vitals_alarms_by_id_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["AlarmId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlarmNote"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAlarm"];
                };
            };
        };
    };
    post_vitals_alarms_by_id_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["AlarmId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlarmNote"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAlarm"];
                };
            };
        };
    };
    get_vitals_devices: {
        parameters: {
            query: {
                /** @description Whose; any id of the person. */
                patient: components["schemas"]["PatientId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAssociation"][];
                };
            };
        };
    };
    post_vitals_readings: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for each attempt of one batch */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadingBatch"];
            };
        };
        responses: {
            /** @description What it came to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadingBatchReply"];
                };
            };
        };
    };
    get_vitals_series: {
        parameters: {
            query: {
                /** @description How long each part is, in seconds; at most 2000 parts. */
                bucket_seconds: number;
                /** @description From when. */
                from: string;
                /** @description Which vital sign. */
                parameter: components["schemas"]["VitalParameter"];
                /** @description Whose; any id of the person. */
                patient: components["schemas"]["PatientId"];
                /** @description To before when. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The parts in their order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VitalBucket"][];
                };
            };
        };
    };
    get_vitals_thresholds: {
        parameters: {
            query: {
                /** @description For whom. */
                scope: components["schemas"]["ThresholdScope"];
                /** @description The facility, or the id of the device or patient. */
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VitalThreshold"][];
                };
            };
        };
    };
    put_vitals_thresholds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VitalThreshold"];
            };
        };
        responses: {
            /** @description As they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VitalThreshold"];
                };
            };
        };
    };
    delete_vitals_thresholds: {
        parameters: {
            query: {
                /** @description Of which vital sign. */
                parameter: components["schemas"]["VitalParameter"];
                /** @description For whom. */
                scope: components["schemas"]["ThresholdScope"];
                /** @description The facility, or the id of the device or patient. */
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_waitlist: {
        parameters: {
            query?: {
                /** @description `next` of the page before; absent for the first page. */
                cursor?: string;
                /** @description Where. Absent: everywhere. */
                facility?: components["schemas"]["FacilityId"];
                /** @description How many rows to give, 1 to 500; 50 when absent. */
                limit?: number;
                /** @description How far they are; `offered` are those to be called. Absent: all. */
                status?: "waiting" | "offered" | "booked" | "expired" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WaitlistEntry"];
                };
            };
        };
    };
    post_waitlist: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaitlistRequest"];
            };
        };
        responses: {
            /** @description The entry */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitlistEntry"];
                };
            };
        };
    };
    get_waitlist_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["WaitlistEntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitlistEntry"];
                };
            };
        };
    };
    post_waitlist_by_id_accept: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["WaitlistEntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The appointment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    post_waitlist_by_id_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["WaitlistEntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitlistEntry"];
                };
            };
        };
    };
    post_waitlist_by_id_decline: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read */
                "If-Match"?: string | null;
            };
            path: {
                id: components["schemas"]["WaitlistEntryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitlistEntry"];
                };
            };
        };
    };
}
