;; Ours: instructions that move numbers between lanes, with a different number in each. The official suite
;; fills its vectors with one number, and does not see when an instruction takes the wrong half.
(module
  (func (export "i16x8.extmul_low_i8x16_s") (param v128 v128) (result v128)
    (i16x8.extmul_low_i8x16_s (local.get 0) (local.get 1)))
  (func (export "i16x8.extmul_high_i8x16_s") (param v128 v128) (result v128)
    (i16x8.extmul_high_i8x16_s (local.get 0) (local.get 1)))
  (func (export "i16x8.extmul_low_i8x16_u") (param v128 v128) (result v128)
    (i16x8.extmul_low_i8x16_u (local.get 0) (local.get 1)))
  (func (export "i16x8.extmul_high_i8x16_u") (param v128 v128) (result v128)
    (i16x8.extmul_high_i8x16_u (local.get 0) (local.get 1)))
  (func (export "i32x4.extmul_low_i16x8_s") (param v128 v128) (result v128)
    (i32x4.extmul_low_i16x8_s (local.get 0) (local.get 1)))
  (func (export "i32x4.extmul_high_i16x8_s") (param v128 v128) (result v128)
    (i32x4.extmul_high_i16x8_s (local.get 0) (local.get 1)))
  (func (export "i32x4.extmul_low_i16x8_u") (param v128 v128) (result v128)
    (i32x4.extmul_low_i16x8_u (local.get 0) (local.get 1)))
  (func (export "i32x4.extmul_high_i16x8_u") (param v128 v128) (result v128)
    (i32x4.extmul_high_i16x8_u (local.get 0) (local.get 1)))
  (func (export "i64x2.extmul_low_i32x4_s") (param v128 v128) (result v128)
    (i64x2.extmul_low_i32x4_s (local.get 0) (local.get 1)))
  (func (export "i64x2.extmul_high_i32x4_s") (param v128 v128) (result v128)
    (i64x2.extmul_high_i32x4_s (local.get 0) (local.get 1)))
  (func (export "i64x2.extmul_low_i32x4_u") (param v128 v128) (result v128)
    (i64x2.extmul_low_i32x4_u (local.get 0) (local.get 1)))
  (func (export "i64x2.extmul_high_i32x4_u") (param v128 v128) (result v128)
    (i64x2.extmul_high_i32x4_u (local.get 0) (local.get 1)))
  (func (export "i16x8.extend_low_i8x16_s") (param v128) (result v128)
    (i16x8.extend_low_i8x16_s (local.get 0)))
  (func (export "i16x8.extend_high_i8x16_s") (param v128) (result v128)
    (i16x8.extend_high_i8x16_s (local.get 0)))
  (func (export "i16x8.extend_low_i8x16_u") (param v128) (result v128)
    (i16x8.extend_low_i8x16_u (local.get 0)))
  (func (export "i16x8.extend_high_i8x16_u") (param v128) (result v128)
    (i16x8.extend_high_i8x16_u (local.get 0)))
  (func (export "i32x4.extend_low_i16x8_s") (param v128) (result v128)
    (i32x4.extend_low_i16x8_s (local.get 0)))
  (func (export "i32x4.extend_high_i16x8_s") (param v128) (result v128)
    (i32x4.extend_high_i16x8_s (local.get 0)))
  (func (export "i32x4.extend_low_i16x8_u") (param v128) (result v128)
    (i32x4.extend_low_i16x8_u (local.get 0)))
  (func (export "i32x4.extend_high_i16x8_u") (param v128) (result v128)
    (i32x4.extend_high_i16x8_u (local.get 0)))
  (func (export "i64x2.extend_low_i32x4_s") (param v128) (result v128)
    (i64x2.extend_low_i32x4_s (local.get 0)))
  (func (export "i64x2.extend_high_i32x4_s") (param v128) (result v128)
    (i64x2.extend_high_i32x4_s (local.get 0)))
  (func (export "i64x2.extend_low_i32x4_u") (param v128) (result v128)
    (i64x2.extend_low_i32x4_u (local.get 0)))
  (func (export "i64x2.extend_high_i32x4_u") (param v128) (result v128)
    (i64x2.extend_high_i32x4_u (local.get 0)))
  (func (export "i16x8.extadd_pairwise_i8x16_s") (param v128) (result v128)
    (i16x8.extadd_pairwise_i8x16_s (local.get 0)))
  (func (export "i16x8.extadd_pairwise_i8x16_u") (param v128) (result v128)
    (i16x8.extadd_pairwise_i8x16_u (local.get 0)))
  (func (export "i32x4.extadd_pairwise_i16x8_s") (param v128) (result v128)
    (i32x4.extadd_pairwise_i16x8_s (local.get 0)))
  (func (export "i32x4.extadd_pairwise_i16x8_u") (param v128) (result v128)
    (i32x4.extadd_pairwise_i16x8_u (local.get 0)))
  (func (export "i8x16.narrow_i16x8_s") (param v128 v128) (result v128)
    (i8x16.narrow_i16x8_s (local.get 0) (local.get 1)))
  (func (export "i8x16.narrow_i16x8_u") (param v128 v128) (result v128)
    (i8x16.narrow_i16x8_u (local.get 0) (local.get 1)))
  (func (export "i16x8.narrow_i32x4_s") (param v128 v128) (result v128)
    (i16x8.narrow_i32x4_s (local.get 0) (local.get 1)))
  (func (export "i16x8.narrow_i32x4_u") (param v128 v128) (result v128)
    (i16x8.narrow_i32x4_u (local.get 0) (local.get 1)))
  (func (export "i32x4.dot_i16x8_s") (param v128 v128) (result v128)
    (i32x4.dot_i16x8_s (local.get 0) (local.get 1)))
  (func (export "i16x8.relaxed_dot_i8x16_i7x16_s") (param v128 v128) (result v128)
    (i16x8.relaxed_dot_i8x16_i7x16_s (local.get 0) (local.get 1)))
  (func (export "i32x4.relaxed_dot_i8x16_i7x16_add_s") (param v128 v128 v128) (result v128)
    (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get 0) (local.get 1) (local.get 2)))
  (func (export "f64x2.convert_low_i32x4_s") (param v128) (result v128)
    (f64x2.convert_low_i32x4_s (local.get 0)))
  (func (export "f64x2.convert_low_i32x4_u") (param v128) (result v128)
    (f64x2.convert_low_i32x4_u (local.get 0)))
  (func (export "f64x2.promote_low_f32x4") (param v128) (result v128)
    (f64x2.promote_low_f32x4 (local.get 0)))
  (func (export "f32x4.demote_f64x2_zero") (param v128) (result v128)
    (f32x4.demote_f64x2_zero (local.get 0)))
  (func (export "i32x4.trunc_sat_f64x2_s_zero") (param v128) (result v128)
    (i32x4.trunc_sat_f64x2_s_zero (local.get 0)))
  (func (export "i32x4.trunc_sat_f64x2_u_zero") (param v128) (result v128)
    (i32x4.trunc_sat_f64x2_u_zero (local.get 0))))

(assert_return
  (invoke "i16x8.extmul_low_i8x16_s"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16)
    (v128.const i8x16 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17))
  (v128.const i16x8 2 -6 12 -20 30 -42 56 -72))
(assert_return
  (invoke "i16x8.extmul_high_i8x16_s"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16)
    (v128.const i8x16 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17))
  (v128.const i16x8 90 -110 132 -156 182 -210 240 -272))
(assert_return
  (invoke "i16x8.extmul_low_i8x16_u"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16)
    (v128.const i8x16 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17))
  (v128.const i16x8 2 762 12 1260 30 1750 56 2232))
(assert_return
  (invoke "i16x8.extmul_high_i8x16_u"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16)
    (v128.const i8x16 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17))
  (v128.const i16x8 90 2706 132 3172 182 3630 240 4080))
(assert_return
  (invoke "i32x4.extmul_low_i16x8_s"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8)
    (v128.const i16x8 2 3 4 5 6 7 8 9))
  (v128.const i32x4 2 -6 12 -20))
(assert_return
  (invoke "i32x4.extmul_high_i16x8_s"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8)
    (v128.const i16x8 2 3 4 5 6 7 8 9))
  (v128.const i32x4 30 -42 56 -72))
(assert_return
  (invoke "i32x4.extmul_low_i16x8_u"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8)
    (v128.const i16x8 2 3 4 5 6 7 8 9))
  (v128.const i32x4 2 196602 12 327660))
(assert_return
  (invoke "i32x4.extmul_high_i16x8_u"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8)
    (v128.const i16x8 2 3 4 5 6 7 8 9))
  (v128.const i32x4 30 458710 56 589752))
(assert_return
  (invoke "i64x2.extmul_low_i32x4_s"
    (v128.const i32x4 1 -2 3 -4)
    (v128.const i32x4 2 3 4 5))
  (v128.const i64x2 2 -6))
(assert_return
  (invoke "i64x2.extmul_high_i32x4_s"
    (v128.const i32x4 1 -2 3 -4)
    (v128.const i32x4 2 3 4 5))
  (v128.const i64x2 12 -20))
(assert_return
  (invoke "i64x2.extmul_low_i32x4_u"
    (v128.const i32x4 1 -2 3 -4)
    (v128.const i32x4 2 3 4 5))
  (v128.const i64x2 2 12884901882))
(assert_return
  (invoke "i64x2.extmul_high_i32x4_u"
    (v128.const i32x4 1 -2 3 -4)
    (v128.const i32x4 2 3 4 5))
  (v128.const i64x2 12 21474836460))
(assert_return
  (invoke "i16x8.extend_low_i8x16_s"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16))
  (v128.const i16x8 1 -2 3 -4 5 -6 7 -8))
(assert_return
  (invoke "i16x8.extend_high_i8x16_s"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16))
  (v128.const i16x8 9 -10 11 -12 13 -14 15 -16))
(assert_return
  (invoke "i16x8.extend_low_i8x16_u"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16))
  (v128.const i16x8 1 254 3 252 5 250 7 248))
(assert_return
  (invoke "i16x8.extend_high_i8x16_u"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16))
  (v128.const i16x8 9 246 11 244 13 242 15 240))
(assert_return
  (invoke "i32x4.extend_low_i16x8_s"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8))
  (v128.const i32x4 1 -2 3 -4))
(assert_return
  (invoke "i32x4.extend_high_i16x8_s"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8))
  (v128.const i32x4 5 -6 7 -8))
(assert_return
  (invoke "i32x4.extend_low_i16x8_u"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8))
  (v128.const i32x4 1 65534 3 65532))
(assert_return
  (invoke "i32x4.extend_high_i16x8_u"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8))
  (v128.const i32x4 5 65530 7 65528))
(assert_return
  (invoke "i64x2.extend_low_i32x4_s"
    (v128.const i32x4 1 -2 3 -4))
  (v128.const i64x2 1 -2))
(assert_return
  (invoke "i64x2.extend_high_i32x4_s"
    (v128.const i32x4 1 -2 3 -4))
  (v128.const i64x2 3 -4))
(assert_return
  (invoke "i64x2.extend_low_i32x4_u"
    (v128.const i32x4 1 -2 3 -4))
  (v128.const i64x2 1 4294967294))
(assert_return
  (invoke "i64x2.extend_high_i32x4_u"
    (v128.const i32x4 1 -2 3 -4))
  (v128.const i64x2 3 4294967292))
(assert_return
  (invoke "i16x8.extadd_pairwise_i8x16_s"
    (v128.const i8x16 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17))
  (v128.const i16x8 5 9 13 17 21 25 29 33))
(assert_return
  (invoke "i16x8.extadd_pairwise_i8x16_u"
    (v128.const i8x16 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17))
  (v128.const i16x8 5 9 13 17 21 25 29 33))
(assert_return
  (invoke "i16x8.extadd_pairwise_i8x16_s"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16))
  (v128.const i16x8 -1 -1 -1 -1 -1 -1 -1 -1))
(assert_return
  (invoke "i16x8.extadd_pairwise_i8x16_u"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16))
  (v128.const i16x8 255 255 255 255 255 255 255 255))
(assert_return
  (invoke "i32x4.extadd_pairwise_i16x8_s"
    (v128.const i16x8 2 3 4 5 6 7 8 9))
  (v128.const i32x4 5 9 13 17))
(assert_return
  (invoke "i32x4.extadd_pairwise_i16x8_u"
    (v128.const i16x8 2 3 4 5 6 7 8 9))
  (v128.const i32x4 5 9 13 17))
(assert_return
  (invoke "i32x4.extadd_pairwise_i16x8_s"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8))
  (v128.const i32x4 -1 -1 -1 -1))
(assert_return
  (invoke "i32x4.extadd_pairwise_i16x8_u"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8))
  (v128.const i32x4 65535 65535 65535 65535))
(assert_return
  (invoke "i8x16.narrow_i16x8_s"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8)
    (v128.const i16x8 2 3 4 5 6 7 8 9))
  (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 2 3 4 5 6 7 8 9))
(assert_return
  (invoke "i8x16.narrow_i16x8_u"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8)
    (v128.const i16x8 2 3 4 5 6 7 8 9))
  (v128.const i8x16 1 0 3 0 5 0 7 0 2 3 4 5 6 7 8 9))
(assert_return
  (invoke "i16x8.narrow_i32x4_s"
    (v128.const i32x4 1 -2 3 -4)
    (v128.const i32x4 2 3 4 5))
  (v128.const i16x8 1 -2 3 -4 2 3 4 5))
(assert_return
  (invoke "i16x8.narrow_i32x4_u"
    (v128.const i32x4 1 -2 3 -4)
    (v128.const i32x4 2 3 4 5))
  (v128.const i16x8 1 0 3 0 2 3 4 5))
(assert_return
  (invoke "i32x4.dot_i16x8_s"
    (v128.const i16x8 1 -2 3 -4 5 -6 7 -8)
    (v128.const i16x8 2 3 4 5 6 7 8 9))
  (v128.const i32x4 -4 -8 -12 -16))
(assert_return
  (invoke "i16x8.relaxed_dot_i8x16_i7x16_s"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16)
    (v128.const i8x16 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17))
  (v128.const i16x8 -4 -8 -12 -16 -20 -24 -28 -32))
(assert_return
  (invoke "i32x4.relaxed_dot_i8x16_i7x16_add_s"
    (v128.const i8x16 1 -2 3 -4 5 -6 7 -8 9 -10 11 -12 13 -14 15 -16)
    (v128.const i8x16 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17)
    (v128.const i32x4 100 200 300 400))
  (v128.const i32x4 88 172 256 340))
(assert_return
  (invoke "f64x2.convert_low_i32x4_s"
    (v128.const i32x4 1 -2 3 -4))
  (v128.const f64x2 1 -2))
(assert_return
  (invoke "f64x2.convert_low_i32x4_u"
    (v128.const i32x4 1 -2 3 -4))
  (v128.const f64x2 1 4294967294))
(assert_return
  (invoke "f64x2.promote_low_f32x4"
    (v128.const f32x4 1 2 3 4))
  (v128.const f64x2 1 2))
(assert_return
  (invoke "f32x4.demote_f64x2_zero"
    (v128.const f64x2 1 2))
  (v128.const f32x4 1 2 0 0))
(assert_return
  (invoke "i32x4.trunc_sat_f64x2_s_zero"
    (v128.const f64x2 1 -2))
  (v128.const i32x4 1 -2 0 0))
(assert_return
  (invoke "i32x4.trunc_sat_f64x2_u_zero"
    (v128.const f64x2 1 3000000000))
  (v128.const i32x4 1 3000000000 0 0))
