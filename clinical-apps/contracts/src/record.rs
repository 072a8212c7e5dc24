//! One list of fields for what is asked and for what is kept.

/// Writes a request and the record that it becomes: the same fields, and with them the id, the version, what only the service sets
/// (`own`), and when it was made and changed. `measured` before it all: some field is a number with a fraction, which is equal to none
/// for certain.
macro_rules! record {
    (measured $($rest:tt)*) => {
        $crate::record::record! { @ [] $($rest)* }
    };
    (
        @ [$($eq:ident)?]
        $(#[$request_meta:meta])*
        request $request:ident
        $(#[$record_meta:meta])*
        record $record:ident($id:ty)
        own { $( $(#[$own_meta:meta])* $own:ident: $own_type:ty ),* $(,)? }
        fields { $( $(#[$meta:meta])* $field:ident: $type:ty ),* $(,)? }
    ) => {
        $(#[$request_meta])*
        #[derive(Debug, Clone, PartialEq, $($eq,)? serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $request {
            $( $(#[$meta])* pub $field: $type, )*
        }

        $(#[$record_meta])*
        #[derive(Debug, Clone, PartialEq, $($eq,)? serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        pub struct $record {
            /// The id.
            pub id: $id,
            /// Counts up with each change; the value of `If-Match`.
            pub version: u64,
            $( $(#[$own_meta])* pub $own: $own_type, )*
            $( $(#[$meta])* pub $field: $type, )*
            /// When the record was made.
            #[schema(value_type = String, format = DateTime)]
            pub created_at: nilecare_types::Timestamp,
            /// When it was last changed.
            #[schema(value_type = String, format = DateTime)]
            pub updated_at: nilecare_types::Timestamp,
        }

        impl $record {
            /// Makes the record of a request.
            #[allow(clippy::too_many_arguments, reason = "as many as the record has fields that only the service sets")]
            pub fn new(id: $id, $( $own: $own_type, )* request: $request, now: nilecare_types::Timestamp) -> Self {
                Self {
                    id,
                    version: 1,
                    $( $own, )*
                    $( $field: request.$field, )*
                    created_at: now,
                    updated_at: now,
                }
            }

            /// Takes everything that the request tells in place of what was told before.
            pub fn replace(&mut self, request: $request, now: nilecare_types::Timestamp) {
                $( self.$field = request.$field; )*
                self.touch(now);
            }

            /// Counts a change.
            pub fn touch(&mut self, now: nilecare_types::Timestamp) {
                self.version += 1;
                self.updated_at = now;
            }
        }

        impl nilecare_http::HasVersion for $record {
            fn version(&self) -> u64 {
                self.version
            }
        }
    };
    ($($rest:tt)*) => {
        $crate::record::record! { @ [Eq] $($rest)* }
    };
}

pub(crate) use record;
