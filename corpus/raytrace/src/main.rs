//! A ray tracer. Reads a scene, one thing per line, and writes the picture as binary PPM:
//!
//!     size WIDTH HEIGHT RAYS            rays along each side of a pixel
//!     camera X Y Z  X Y Z  ZOOM         where it is, what it looks at, how narrow it sees
//!     sky R G B                         colours from 0 to 1
//!     light X Y Z  R G B
//!     material R G B  SHINE MIRROR      of all shapes that follow
//!     sphere X Y Z  RADIUS
//!     triangle X Y Z  X Y Z  X Y Z
//!
//! Shapes are found through the crate bvh's hierarchy of boxes, vectors are nalgebra's. There is nothing in it but sums,
//! products and square roots, so the picture is the same everywhere.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use bvh::aabb::{Aabb, Bounded};
use bvh::bounding_hierarchy::BHShape;
use bvh::bvh::Bvh;
use bvh::ray::Ray;
use nalgebra::{Point3, Vector3};

type Colour = Vector3<f32>;

/// How often light is followed from mirror to mirror.
const DEPTH: usize = 4;
/// Rays start this far from where they come from, lest they hit it.
const AWAY: f32 = 1e-3;

#[derive(Clone, Copy)]
struct Material {
    colour: Colour,
    shine: f32,
    mirror: f32,
}

enum Form {
    Sphere { centre: Point3<f32>, radius: f32 },
    Triangle { corners: [Point3<f32>; 3] },
}

struct Shape {
    form: Form,
    material: Material,
    node: usize,
}

struct Hit<'a> {
    distance: f32,
    normal: Vector3<f32>,
    material: &'a Material,
}

struct Scene {
    size: [usize; 3],
    eye: Point3<f32>,
    target: Point3<f32>,
    zoom: f32,
    sky: Colour,
    lights: Vec<(Point3<f32>, Colour)>,
    shapes: Vec<Shape>,
}

fn main() -> ExitCode {
    let mut request = String::new();
    let result = io::stdin()
        .read_to_string(&mut request)
        .map_err(|error| format!("stdin cannot be read: {error}"))
        .and_then(|_| Scene::parse(&request))
        .and_then(|mut scene| {
            let written = io::stdout().write_all(&scene.picture());
            written.map_err(|error| format!("stdout cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("raytrace: {message}");
            ExitCode::FAILURE
        }
    }
}

impl Scene {
    fn parse(request: &str) -> Result<Scene, String> {
        let mut scene = Scene {
            size: [64, 48, 1],
            eye: Point3::new(0.0, 0.0, -5.0),
            target: Point3::origin(),
            zoom: 1.0,
            sky: Colour::repeat(0.5),
            lights: Vec::new(),
            shapes: Vec::new(),
        };
        let mut material = Material { colour: Colour::repeat(0.7), shine: 0.0, mirror: 0.0 };
        for (index, line) in request.lines().enumerate() {
            let mut words = line.split_whitespace();
            let verb = words.next().unwrap_or("");
            let numbers: Option<Vec<f32>> = words.map(|word| word.parse().ok()).collect();
            let wrong = || format!("line {}: '{line}' is not understood", index + 1);
            let numbers = numbers.ok_or_else(wrong)?;
            match (verb, numbers.as_slice()) {
                ("size", &[wide, high, rays]) => {
                    scene.size = [wide, high, rays].map(|n| n as usize)
                }
                ("camera", &[a, b, c, x, y, z, zoom]) => {
                    (scene.eye, scene.target) = (Point3::new(a, b, c), Point3::new(x, y, z));
                    scene.zoom = zoom;
                }
                ("sky", &[r, g, b]) => scene.sky = Colour::new(r, g, b),
                ("light", &[x, y, z, r, g, b]) => {
                    scene.lights.push((Point3::new(x, y, z), Colour::new(r, g, b)));
                }
                ("material", &[r, g, b, shine, mirror]) => {
                    material = Material { colour: Colour::new(r, g, b), shine, mirror };
                }
                ("sphere", &[x, y, z, radius]) => {
                    let form = Form::Sphere { centre: Point3::new(x, y, z), radius };
                    scene.shapes.push(Shape { form, material, node: 0 });
                }
                ("triangle", &[a, b, c, d, e, f, g, h, i]) => {
                    let corners =
                        [Point3::new(a, b, c), Point3::new(d, e, f), Point3::new(g, h, i)];
                    scene.shapes.push(Shape {
                        form: Form::Triangle { corners },
                        material,
                        node: 0,
                    });
                }
                _ => return Err(wrong()),
            }
        }
        if scene.shapes.is_empty() {
            return Err("there is nothing to see".to_owned());
        }
        Ok(scene)
    }

    fn picture(&mut self) -> Vec<u8> {
        let boxes = Bvh::build(&mut self.shapes);
        let [wide, high, rays] = self.size;
        let forward = (self.target - self.eye).normalize();
        let right = Vector3::y().cross(&forward).normalize();
        let up = forward.cross(&right);
        let half = wide.max(high) as f32 / 2.0;
        let mut picture = format!("P6\n{wide} {high}\n255\n").into_bytes();
        for pixel in 0..wide * high {
            let mut sum = Colour::zeros();
            for sub in 0..rays * rays {
                let across = |number, part| number as f32 + (part as f32 + 0.5) / rays as f32;
                let x = (across(pixel % wide, sub % rays) - wide as f32 / 2.0) / half;
                let y = (high as f32 / 2.0 - across(pixel / wide, sub / rays)) / half;
                let direction = forward * self.zoom + right * x + up * y;
                sum += self.light(&boxes, Ray::new(self.eye, direction.normalize()), DEPTH);
            }
            let colour = sum / (rays * rays) as f32;
            // The root stands in for the screen's gamma.
            picture.extend(colour.iter().map(|part| (part.clamp(0.0, 1.0).sqrt() * 255.0) as u8));
        }
        picture
    }

    /// What comes back along a ray.
    fn light(&self, boxes: &Bvh<f32, 3>, ray: Ray<f32, 3>, depth: usize) -> Colour {
        let Some(hit) = self.nearest(boxes, &ray) else {
            return self.sky * (0.6 + 0.4 * ray.direction.y);
        };
        let facing = -ray.direction.dot(&hit.normal).signum();
        let normal = hit.normal * facing;
        let place = ray.origin + ray.direction * hit.distance + normal * AWAY;
        let mirrored = ray.direction + normal * (2.0 * -ray.direction.dot(&normal));
        let mut colour = hit.material.colour.component_mul(&(self.sky * 0.25));
        for (lamp, power) in &self.lights {
            let way = lamp - place;
            let distance = way.norm();
            let toward = way / distance;
            let slope = normal.dot(&toward);
            if slope <= 0.0 || self.hidden(boxes, &Ray::new(place, toward), distance) {
                continue;
            }
            let gloss = mirrored.dot(&toward).max(0.0);
            let gloss = (0..4).fold(gloss, |power, _| power * power) * hit.material.shine;
            colour += hit.material.colour.component_mul(power) * slope + power * gloss;
        }
        if hit.material.mirror > 0.0 && depth > 0 {
            let seen = self.light(boxes, Ray::new(place, mirrored.normalize()), depth - 1);
            colour = colour * (1.0 - hit.material.mirror) + seen * hit.material.mirror;
        }
        colour
    }

    fn nearest(&self, boxes: &Bvh<f32, 3>, ray: &Ray<f32, 3>) -> Option<Hit<'_>> {
        let mut nearest: Option<Hit> = None;
        for shape in boxes.traverse_iterator(ray, &self.shapes) {
            if let Some((distance, normal)) = shape.hit(ray)
                && nearest.as_ref().is_none_or(|hit| distance < hit.distance)
            {
                nearest = Some(Hit { distance, normal, material: &shape.material });
            }
        }
        nearest
    }

    fn hidden(&self, boxes: &Bvh<f32, 3>, ray: &Ray<f32, 3>, distance: f32) -> bool {
        boxes
            .traverse_iterator(ray, &self.shapes)
            .any(|shape| shape.hit(ray).is_some_and(|(at, _)| at < distance))
    }
}

impl Shape {
    fn hit(&self, ray: &Ray<f32, 3>) -> Option<(f32, Vector3<f32>)> {
        match &self.form {
            Form::Sphere { centre, radius } => {
                let way = ray.origin - centre;
                let along = way.dot(&ray.direction);
                let inside = along * along - way.norm_squared() + radius * radius;
                if inside < 0.0 {
                    return None;
                }
                let root = inside.sqrt();
                let distance = if along + root < -AWAY { -along - root } else { root - along };
                (distance > AWAY).then(|| (distance, (way + ray.direction * distance) / *radius))
            }
            Form::Triangle { corners: [a, b, c] } => {
                let (one, two) = (b - a, c - a);
                let cross = ray.direction.cross(&two);
                let scale = one.dot(&cross);
                let way = ray.origin - a;
                let u = way.dot(&cross) / scale;
                let other = way.cross(&one);
                let v = ray.direction.dot(&other) / scale;
                let distance = two.dot(&other) / scale;
                let inside = u >= 0.0 && v >= 0.0 && u + v <= 1.0 && distance > AWAY;
                inside.then(|| (distance, one.cross(&two).normalize()))
            }
        }
    }
}

impl Bounded<f32, 3> for Shape {
    fn aabb(&self) -> Aabb<f32, 3> {
        match &self.form {
            Form::Sphere { centre, radius } => {
                let half = Vector3::repeat(*radius);
                Aabb::with_bounds(centre - half, centre + half)
            }
            Form::Triangle { corners } => {
                corners.iter().fold(Aabb::empty(), |all, corner| all.grow(corner))
            }
        }
    }
}

impl BHShape<f32, 3> for Shape {
    fn set_bh_node_index(&mut self, node: usize) {
        self.node = node;
    }

    fn bh_node_index(&self) -> usize {
        self.node
    }
}
