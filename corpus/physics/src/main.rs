//! Rigid bodies in two dimensions. Reads a scene, one thing per line, numbers as in SI:
//!
//!     gravity X Y
//!     wall X Y HALF_WIDTH HALF_HEIGHT ANGLE          does not move
//!     box X Y HALF_WIDTH HALF_HEIGHT ANGLE           these do; they are numbered in the order of their lines
//!     ball X Y RADIUS
//!     capsule X Y HALF_HEIGHT RADIUS ANGLE
//!     material DENSITY FRICTION BOUNCE               of all that follows
//!     velocity X Y SPIN                              of the body before
//!     hinge BODY BODY X1 Y1 X2 Y2                    the same point, as each of the two sees it
//!     run STEPS EVERY                                steps of 1/60 s; a line of report every so many
//!
//! Writes the reports, and where each body is at the end. The simulation is rapier2d's.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use rapier2d::prelude::*;

struct Scene {
    world: PhysicsWorld,
    bodies: Vec<RigidBodyHandle>,
    density: Real,
    friction: Real,
    bounce: Real,
    step: usize,
}

fn main() -> ExitCode {
    let mut scene = Scene::new();
    let mut request = String::new();
    let result = io::stdin()
        .read_to_string(&mut request)
        .map_err(|error| format!("stdin cannot be read: {error}"))
        .and_then(|_| scene.play(&request))
        .and_then(|report| {
            let written = io::stdout().write_all(report.as_bytes());
            written.map_err(|error| format!("stdout cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("physics: {message}");
            ExitCode::FAILURE
        }
    }
}

impl Scene {
    fn new() -> Scene {
        let mut world = PhysicsWorld::default();
        world.integration_parameters.dt = 1.0 / 60.0;
        Scene { world, bodies: Vec::new(), density: 1.0, friction: 0.5, bounce: 0.0, step: 0 }
    }

    fn play(&mut self, request: &str) -> Result<String, String> {
        let mut report = String::new();
        for (index, line) in request.lines().enumerate() {
            let mut words = line.split_whitespace();
            let verb = words.next().unwrap_or("");
            let numbers: Option<Vec<Real>> = words.map(|word| word.parse().ok()).collect();
            let done = numbers.and_then(|numbers| self.order(verb, &numbers, &mut report));
            done.ok_or(format!("line {}: '{line}' is not understood", index + 1))?;
        }
        for (number, &handle) in self.bodies.iter().enumerate() {
            let (at, turn) =
                (self.world.bodies[handle].translation(), self.world.bodies[handle].rotation());
            report += &format!("{number} at {} {}", rounded(at.x), rounded(at.y));
            report += &format!(" turned {} {}\n", rounded(turn.re), rounded(turn.im));
        }
        Ok(report)
    }

    fn order(&mut self, verb: &str, numbers: &[Real], report: &mut String) -> Option<()> {
        match (verb, numbers) {
            ("gravity", &[x, y]) => self.world.gravity = Vector::new(x, y),
            ("material", &[density, friction, bounce]) => {
                (self.density, self.friction, self.bounce) = (density, friction, bounce);
            }
            ("wall", &[x, y, width, height, angle]) => {
                let body = RigidBodyBuilder::fixed().translation(Vector::new(x, y)).rotation(angle);
                self.insert(body, ColliderBuilder::cuboid(width, height));
            }
            ("box", &[x, y, width, height, angle]) => {
                self.moving(x, y, angle, ColliderBuilder::cuboid(width, height));
            }
            ("ball", &[x, y, radius]) => self.moving(x, y, 0.0, ColliderBuilder::ball(radius)),
            ("capsule", &[x, y, height, radius, angle]) => {
                self.moving(x, y, angle, ColliderBuilder::capsule_y(height, radius));
            }
            ("velocity", &[x, y, spin]) => {
                let body = &mut self.world.bodies[*self.bodies.last()?];
                body.set_linvel(Vector::new(x, y), true);
                body.set_angvel(spin, true);
            }
            ("hinge", &[first, second, x1, y1, x2, y2]) => {
                let joint = RevoluteJointBuilder::new()
                    .local_anchor1(Vector::new(x1, y1))
                    .local_anchor2(Vector::new(x2, y2))
                    .contacts_enabled(false);
                let first = *self.bodies.get(first as usize)?;
                let second = *self.bodies.get(second as usize)?;
                self.world.impulse_joints.insert(first, second, joint, true);
            }
            ("run", &[steps, every]) if every >= 1.0 => {
                for _ in 0..steps as usize {
                    self.world.step();
                    self.step += 1;
                    if self.step.is_multiple_of(every as usize) {
                        *report += &self.state();
                    }
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn moving(&mut self, x: Real, y: Real, angle: Real, shape: ColliderBuilder) {
        let body = RigidBodyBuilder::dynamic().translation(Vector::new(x, y)).rotation(angle);
        let handle = self.insert(body, shape);
        self.bodies.push(handle);
    }

    fn insert(&mut self, body: RigidBodyBuilder, shape: ColliderBuilder) -> RigidBodyHandle {
        let handle = self.world.bodies.insert(body);
        let shape = shape.density(self.density).friction(self.friction).restitution(self.bounce);
        self.world.colliders.insert_with_parent(shape, handle, &mut self.world.bodies);
        handle
    }

    fn state(&self) -> String {
        let bodies = || self.bodies.iter().map(|&handle| &self.world.bodies[handle]);
        let energy: f64 = bodies().map(|body| f64::from(body.kinetic_energy())).sum();
        let mass: f64 = bodies().map(|body| f64::from(body.mass())).sum();
        let height: f64 =
            bodies().map(|body| f64::from(body.mass()) * f64::from(body.translation().y)).sum();
        format!(
            "step {}: {:.3} J of motion, centre {:.4} m high, {} at rest\n",
            self.step,
            energy,
            height / mass.max(f64::MIN_POSITIVE),
            bodies().filter(|body| body.is_sleeping()).count()
        )
    }
}

/// Four digits, and never a negative zero.
fn rounded(number: Real) -> String {
    let text = format!("{number:.4}");
    if text == "-0.0000" { "0.0000".to_owned() } else { text }
}
