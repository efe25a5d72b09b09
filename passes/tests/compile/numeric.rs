//! x
use crate::loader::*;

#[test]
fn smoke() {
    for (opt, level) in settings() {
        let mut i = Instance::new(
            r#"(module (memory 1) (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
            (func (export "div") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
            (func (export "ld") (param i32) (result i32) (i32.load (local.get 0)))
            (func $r (export "rec") (call $r))
            )"#,
            opt,
            level,
        );
        assert_eq!(i.call("add", &[1, 2]), Ok(vec![3]));
        assert_eq!(i.call("div", &[1, 0]), Err(preheat_formats::Trap::IntegerDivideByZero));
        assert_eq!(i.call("ld", &[65532]), Ok(vec![0]));
        assert_eq!(i.call("ld", &[65533]), Err(preheat_formats::Trap::MemoryOutOfBounds));
        assert_eq!(i.call("rec", &[]), Err(preheat_formats::Trap::StackOverflow));
    }
}
