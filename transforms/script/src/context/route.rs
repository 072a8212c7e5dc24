//! Which destinations get a message.

/// Which destinations a script has chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// All of them.
    #[default]
    All,
    /// Only these.
    Only(Vec<String>),
    /// All but these.
    Except(Vec<String>),
}

impl Route {
    /// Tells whether a destination is chosen.
    pub fn has(&self, destination: &str) -> bool {
        let is_in = |list: &[String]| list.iter().any(|name| name == destination);
        match self {
            Self::All => true,
            Self::Only(list) => is_in(list),
            Self::Except(list) => !is_in(list),
        }
    }

    /// Leaves of the destinations that are still chosen only these.
    pub fn only(&self, destinations: &[String]) -> Self {
        Self::Only(destinations.iter().filter(|name| self.has(name)).cloned().collect())
    }

    /// Takes these away from the destinations that are still chosen.
    pub fn without(&self, destinations: &[String]) -> Self {
        match self {
            Self::All => Self::Except(destinations.to_vec()),
            Self::Only(list) => {
                let left = list.iter().filter(|name| !destinations.contains(name));
                Self::Only(left.cloned().collect())
            }
            Self::Except(list) => {
                let more = destinations.iter().filter(|name| !list.contains(name));
                Self::Except(list.iter().chain(more).cloned().collect())
            }
        }
    }
}
