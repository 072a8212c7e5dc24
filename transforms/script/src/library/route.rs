//! `route`: where the message goes.

use std::sync::{Arc, Mutex, PoisonError};

use rhai::{Array, Engine, EvalAltResult};

/// The handle that scripts have.
#[derive(Clone, Default)]
pub(crate) struct Route(Arc<Mutex<crate::Route>>);

impl Route {
    pub(crate) fn get(&self) -> crate::Route {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set(&self, route: crate::Route) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = route;
    }
}

fn names(list: Array) -> Result<Vec<String>, Box<EvalAltResult>> {
    let name = |item: rhai::Dynamic| {
        item.into_string()
            .map_err(|_| "a destination is named by its id, a text".into())
    };
    list.into_iter().map(name).collect()
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Route>("Route")
        .register_fn(
            "only",
            |route: &mut Route, list: Array| -> Result<(), Box<EvalAltResult>> {
                route.set(crate::Route::Only(names(list)?));
                Ok(())
            },
        )
        .register_fn(
            "except",
            |route: &mut Route, list: Array| -> Result<(), Box<EvalAltResult>> {
                route.set(crate::Route::Except(names(list)?));
                Ok(())
            },
        )
        .register_fn("none", |route: &mut Route| route.set(crate::Route::Only(Vec::new())))
        .register_fn("all", |route: &mut Route| route.set(crate::Route::All));
}
