//! Whatever serves requests of one program and exports what it counted: an agent on this host, or a machine.

use std::time::Duration;

use preheat_formats::profile::Profile;
use preheat_formats::protocol::{Events, Request, Response};
use preheat_packager::Machine;

use crate::agent::Agent;
use crate::error::Error;

/// What an answer may take beyond the request's own limit: booting, loading, a slow emulator.
const GRACE: Duration = Duration::from_secs(60);

/// Longer than anybody waits for what has no limit.
const A_YEAR: Duration = Duration::from_secs(366 * 24 * 3600);

pub trait Serves {
    /// One request, one response; how the program ended is the response's.
    fn serve(&mut self, request: &Request) -> Result<Response, Error>;

    /// What has been counted since the last export.
    fn export(&mut self) -> Result<Profile, Error>;

    /// What has happened besides answers since the last time: warm processes that were lost, limits that were hit.
    fn events(&mut self) -> Result<Events, Error>;
}

impl Serves for Agent {
    fn serve(&mut self, request: &Request) -> Result<Response, Error> {
        self.request(request)
    }

    fn export(&mut self) -> Result<Profile, Error> {
        Profile::from_bytes(&self.export_profile()?).map_err(|error| Error::agent_profile(&error))
    }

    fn events(&mut self) -> Result<Events, Error> {
        Agent::events(self)
    }
}

impl Serves for Machine {
    fn serve(&mut self, request: &Request) -> Result<Response, Error> {
        let limit = match request.limits.time_ms {
            0 => A_YEAR,
            ms => Duration::from_millis(ms) + GRACE,
        };
        Ok(self.request(request, limit)?)
    }

    fn export(&mut self) -> Result<Profile, Error> {
        Profile::from_bytes(&self.export_profile(GRACE)?)
            .map_err(|error| Error::agent_profile(&error))
    }

    fn events(&mut self) -> Result<Events, Error> {
        Ok(Machine::events(self, GRACE)?)
    }
}
