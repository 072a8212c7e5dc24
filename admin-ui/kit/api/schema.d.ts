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
        /** @description A number that some system gave out (HL7 EI, CX): unique together with its system. */
        AssignedNumber: {
            /** @description Who gave it out (assigning authority, namespace or URI); empty when the sender did not say. */
            system?: string;
            /** @description The number itself. */
            value: string;
        };
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
        /** @description A conflict: a problem (RFC 9457) that has all three sides. */
        ConflictView: components["schemas"]["Problem"] & {
            /**
             * Format: int64
             * @description The revision that the change began from, when it is still kept.
             */
            base?: number | null;
            /** @description Files that both changed: these must be merged by hand. */
            both: string[];
            current?: components["schemas"]["RevisionView"] | null;
            /** @description What was changed from the base to the current revision. */
            theirs: components["schemas"]["FileDiffView"][];
            /** @description What you changed from the base. */
            yours: components["schemas"]["FileDiffView"][];
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
        /** @description A new key. */
        IssuedApiKey: {
            /** @description For the header `Authorization: Bearer`; shown this once. */
            api_key: components["schemas"]["SecretText"];
            /** @description What is known of it. */
            key: components["schemas"]["ApiKey"];
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
             *     `billing-clerk`, `compliance-officer`.
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
        /** @description For whom a message is processed again. */
        ReprocessRequest: {
            /**
             * @description Only for these destinations; for all where it is absent.
             * @default null
             */
            destinations?: string[] | null;
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
        /**
         * @description How bad it would be.
         * @enum {string}
         */
        Severity: "minor" | "moderate" | "major" | "contraindicated";
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
        /** @description Going on with a draft: each open alert is answered. */
        SubmitRequest: {
            /** @description The answers. */
            overrides?: components["schemas"]["OverrideAnswer"][];
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictView"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictView"];
                };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictView"];
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
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
            /** @description service-account-taken */
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
            /** @description service-account-not-found */
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
            /** @description service-account-not-found */
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
            /** @description service-account-not-found */
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
            /** @description service-account-not-found */
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
            /** @description api-key-not-found */
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
