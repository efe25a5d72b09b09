//! Direct calls, at instructions and at ends of blocks.

use crate::ir::edit::Place;
use crate::ir::{BlockId, Body, Count, FuncId, Op, Terminator, Value};

/// A call whose callee is known.
#[derive(Debug, Clone)]
pub struct Site {
    pub place: Place,
    pub callee: FuncId,
    pub args: Vec<Value>,
    pub returns: Returns,
    /// How often it was made.
    pub count: Count,
}

/// Where the callee's results go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returns {
    /// The caller goes on with them.
    To(Vec<Value>),
    /// They are the caller's own: it ends with this call.
    Through,
}

/// The direct calls of a block that was entered so often.
pub fn sites(body: &Body, id: BlockId, count: Count) -> Vec<Site> {
    let block = body.block(id);
    let mut sites = Vec::new();
    for (index, inst) in block.insts.iter().enumerate() {
        if let Op::Call { func, args } = &inst.op {
            sites.push(Site {
                place: Place::new(id, index),
                callee: *func,
                args: args.clone(),
                returns: Returns::To(inst.results.clone()),
                count,
            });
        }
    }
    if let Terminator::ReturnCall { func, args } = &block.term {
        sites.push(Site {
            place: Place::new(id, block.insts.len()),
            callee: *func,
            args: args.clone(),
            returns: Returns::Through,
            count,
        });
    }
    sites
}
