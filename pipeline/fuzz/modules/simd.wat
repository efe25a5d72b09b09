;; Vectors and numbers.
(module
  (memory 1)
  (func (export "simd") (param v128 i32) (result v128)
    (v128.store offset=16 (local.get 1) (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
      (local.get 0) (v128.load8_splat (local.get 1))))
    (v128.bitselect
      (i16x8.replace_lane 3 (local.get 0) (i8x16.extract_lane_s 5 (local.get 0)))
      (v128.load32_lane 2 (local.get 1) (v128.const f32x4 1 2 nan inf))
      (f64x2.add (local.get 0) (f64x2.convert_low_i32x4_u (local.get 0)))))
  (func (export "numbers") (param f32 f64 i64) (result i64)
    (i64.rotl
      (i64.add (i64.trunc_sat_f64_s (f64.promote_f32 (local.get 0))) (i64.extend8_s (local.get 2)))
      (i64.reinterpret_f64 (f64.copysign (local.get 1) (f64.convert_i64_u (i64.popcnt (local.get 2))))))))
