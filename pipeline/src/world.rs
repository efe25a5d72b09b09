//! What a program sees of the system that it runs on.

/// Folders and variables, and what has to stand around it.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// `HOST`, or `HOST::GUEST` for a folder that has another name inside.
    pub dir: Vec<String>,
    /// `NAME=VALUE`; nothing is inherited.
    pub env: Vec<String>,
    /// Nothing runs where the system does not give all walls.
    pub require_sandbox: bool,
}
