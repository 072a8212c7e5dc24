// Written by `npm run api` from the OpenAPI document of the hub. Do not change it by hand.

export interface paths {
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
        post?: never;
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
    "/api/v1/lab/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a patient's results with flags and units, newest first. */
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
        /** Gives a result with what it was before it was corrected. */
        get: operations["get_lab_results_by_id"];
        put?: never;
        post?: never;
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
        /** Registers a patient by hand. */
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
        /**
         * @description How bad the reaction was.
         * @enum {string}
         */
        AllergySeverity: "mild" | "moderate" | "severe" | "unknown";
        /** @description A number that some system gave out (HL7 EI, CX): unique together with its system. */
        AssignedNumber: {
            /** @description Who gave it out (assigning authority, namespace or URI); empty when the sender did not say. */
            system?: string;
            /** @description The number itself. */
            value: string;
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
        /** @description How far a kind of check came. */
        CheckState: {
            /** @description Which. */
            kind: components["schemas"]["AlertKind"];
            /** @description What was not looked at and why; without data of the patient. */
            missing?: string[];
            /** @description How far. */
            progress: components["schemas"]["Progress"];
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
        /** @description A code from a code system (HL7 CE, CWE; FHIR Coding). */
        Code: {
            /** @description The code. */
            code: string;
            /** @description The code system, such as `http://loinc.org` or `LN`; empty when the sender did not say. */
            system?: string;
            /** @description The text that goes with it. */
            text?: string | null;
        };
        /**
         * @description What may be shown as the whole.
         * @enum {string}
         */
        Conclusion: "clear" | "incomplete" | "alerts";
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
        /** @description An opaque place in a list; give it back to get the next page. */
        Cursor: string;
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
        /** @description An entry with its number, as it is hashed. */
        Entry: components["schemas"]["NewEntry"] & {
            /**
             * Format: int64
             * @description Counts from 1 without gaps.
             */
            n: number;
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
        /** @description What a result was before it was replaced. */
        FormerResult: {
            /** @description The flags. */
            flags: components["schemas"]["ResultFlag"][];
            /** @description The range of normal. */
            reference_range?: string | null;
            /**
             * Format: date-time
             * @description When it was replaced.
             */
            replaced_at: string;
            /** @description How sure it was. */
            status: components["schemas"]["ResultStatus"];
            /** @description The unit. */
            unit?: string | null;
            value?: components["schemas"]["ResultValue"] | null;
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
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
            /** @description The laboratory's numbers, one for each part that it reports (OBR-3). */
            filler_numbers: components["schemas"]["AssignedNumber"][];
            /** @description The id. */
            id: components["schemas"]["LabOrderId"];
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
        /** @description ULID, 26 characters */
        LabOrderId: string;
        /** @description One result. */
        LabResult: {
            /** @description What was examined. */
            code: components["schemas"]["Code"];
            /**
             * Format: date-time
             * @description When the record was made.
             */
            created_at: string;
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
        };
        /** @description ULID, 26 characters */
        LabResultId: string;
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
        /** @description Adds a user. */
        NewUser: {
            /** @description 15 to 256 characters, any of them; 8 where a role requires a second factor. */
            password: components["schemas"]["SecretText"];
            /**
             * @description Names of roles, at least one: `administrator`, `analyst`, `doctor`, `nurse`, `receptionist`, `pharmacist`, `lab-technician`,
             *     `billing-clerk`, `compliance-officer`.
             */
            roles: string[];
            /** @description 1 to 64 of `a-z 0-9 . _ -`; case does not matter. */
            username: string;
        };
        /**
         * @description How far it is. `active → in-progress → completed`; `cancelled` until it is completed.
         * @enum {string}
         */
        OrderStatus: "active" | "in-progress" | "completed" | "cancelled";
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
        Page_LabOrder: {
            /** @description The rows of this page. */
            items: {
                /**
                 * Format: date-time
                 * @description When the record was made.
                 */
                created_at: string;
                /** @description The laboratory's numbers, one for each part that it reports (OBR-3). */
                filler_numbers: components["schemas"]["AssignedNumber"][];
                /** @description The id. */
                id: components["schemas"]["LabOrderId"];
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
            /** @description Known allergies. Absent: nobody asked. */
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
        /**
         * @description Whether a check could be done.
         * @enum {string}
         */
        Progress: "complete" | "incomplete" | "not-run";
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
        /** @description Trades a refresh token, or ends its sign-in. */
        RefreshRequest: {
            /** @description The refresh token that came last. */
            refresh_token: components["schemas"]["SecretText"];
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
        /** @description Signing the shipped facts of a kind. It holds for this version of them. */
        ReviewRequest: {
            /** @description The name and office of who stands for it. */
            reviewer: string;
            /** @description The version that was read, so that nobody signs what has just changed. */
            version: string;
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
        /** @description drug:ID or class:TAG */
        Selector: string;
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
        /**
         * @description How bad it would be.
         * @enum {string}
         */
        Severity: "minor" | "moderate" | "major" | "contraindicated";
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
        /** @description Going on with a draft: each open alert is answered. */
        SubmitRequest: {
            /** @description The answers. */
            overrides?: components["schemas"]["OverrideAnswer"][];
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
            /** @description cursor-invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description credentials-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description login-throttled */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description challenge-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description second-factor-exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description code-invalid, challenge-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description login-throttled */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description code-invalid, challenge-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description second-factor-enrolment-required */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description login-throttled */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description credentials-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description login-throttled */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
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
            /** @description refresh-token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description credentials-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description second-factor-exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description code-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description second-factor-exists, second-factor-missing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description credentials-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description second-factor-missing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description credentials-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description second-factor-required */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
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
            /** @description session-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
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
            /** @description patient-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description cds-alert-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description cds-alert-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description cds-alert-state, cds-alert-blocks */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description cds-alert-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description cds-alert-state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description cds-fact-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description validation-failed, cds-fact-selects-nothing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description cds-fact-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description cds-facts-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description encounter-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description high-alert-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description patient-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description lab-order-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description patient-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description lab-result-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description patient-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description Registered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
            /** @description patient-exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description patient-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description patient-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description patient-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description patient-identifier-conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description patient-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description patient-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description prescriptions-changed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed, idempotency-key-reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description clinical-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description not-given-now, no-dose */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed, wrong-patient, wrong-drug, witness-needed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description prescription-state, prescription-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description prescription-state, prescription-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed, batch-expired */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description prescription-state, prescription-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description prescription-state, prescription-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description prescription-state, prescription-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description prescription-state, prescription-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description prescription-state, prescription-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description alerts-open, prescription-state, prescription-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description cds-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description prescription-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description same-person, prescription-state, prescription-version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description username-taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description user-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description last-administrator */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
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
            /** @description user-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
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
            /** @description user-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
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
            /** @description user-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description last-administrator */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description validation-failed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description user-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
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
            /** @description user-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
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
            /** @description user-not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
