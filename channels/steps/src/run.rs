//! What one run of a filter or transformer may use up.

use std::cell::Cell;
use std::time::Instant;

use nilecare_script::{LoopOver, ScriptContext, ScriptError, ScriptHost};

/// The most items that all loops of one run visit together.
const ITEMS: usize = 1_000_000;
/// A run may take so many times as long as one script.
const SCRIPTS: u32 = 10;

/// One run.
pub(crate) struct Run<'a> {
    pub host: &'a ScriptHost,
    started: Instant,
    n_items: Cell<usize>,
    /// How many loops are around.
    depth: Cell<usize>,
}

impl<'a> Run<'a> {
    pub fn new(host: &'a ScriptHost) -> Self {
        Self {
            host,
            started: Instant::now(),
            n_items: Cell::new(0),
            depth: Cell::new(0),
        }
    }

    /// Runs `body` for each item of a loop until it answers `false`.
    pub fn for_each(
        &self,
        over: &LoopOver,
        label: &str,
        context: &mut ScriptContext,
        mut body: impl FnMut(&mut ScriptContext) -> Result<bool, ScriptError>,
    ) -> Result<(), ScriptError> {
        let depth = self.depth.get();
        self.depth.set(depth + 1);
        let result = context.for_each(over, |context, index| {
            self.count(context, label)?;
            context.trace_item(depth, Some(index));
            body(context)
        });
        self.depth.set(depth);
        context.trace_item(depth, None);
        result
    }

    fn count(&self, context: &ScriptContext, label: &str) -> Result<(), ScriptError> {
        let n_items = self.n_items.get() + 1;
        self.n_items.set(n_items);
        if n_items > ITEMS {
            return Err(ScriptError::step(
                label,
                format!("the loops went over more than {ITEMS} items"),
            ));
        }
        // The clock is asked now and then.
        let limit = self.host.limits().deadline * SCRIPTS;
        let spent = || self.started.elapsed().saturating_sub(context.time_of_trace());
        if n_items.is_multiple_of(64) && spent() > limit {
            return Err(ScriptError::step(label, "the steps took too long"));
        }
        Ok(())
    }
}
