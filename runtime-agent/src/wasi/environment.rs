//! What a program is started with.

use crate::file_limit::DEFAULT_MAX_FILES;

/// A host directory that the program sees under a name of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preopen {
    pub host: String,
    pub guest: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// With the program's name first.
    pub args: Vec<String>,
    pub env: Vec<(String, String)>,
    pub dirs: Vec<Preopen>,
    /// Most files that it may have open at once, its directories aside.
    pub max_files: u64,
}

impl Default for Environment {
    fn default() -> Environment {
        let (args, env, dirs) = Default::default();
        Environment { args, env, dirs, max_files: DEFAULT_MAX_FILES }
    }
}
