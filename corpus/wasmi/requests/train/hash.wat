;; fuel 2000000
;; call hash 3
;; call hash 60
(module (import "host" "log" (func $log (param i64))) (memory 1) (data (i32.const 0) "idp 61899 dpamn wo sdkaa mv xaqhyopr vhyoj 54550 72936 13108 dxkxwq 55327 jjspq ph 52991 lrwy covqdyf lpxapbjw 80585 uffqhayg mqlsl vrtxam 97060 qyrg pl qnpln otazhuf czrz 33462 cao hidztf ffi viuw ppdajmk idixq 79384 ha xf rhuzwqoh mv vunbxje 6219 jjx earbsg 74748 mg svnsg jqpaktmj kzsze ivdmr yrhcxbcef iyktq 48249 jht 93731 17741 kbn ekdt csrhscil 73984 oid 38763 cn gh 76913 ofv nmz 38539 kdgukbaaz 38739 41976 mccktod vlifrgjgh cyocus mjbkf hkdrts 12065 zh rcxcau ppedqyz fyee 41915 egerxb 81728 72477 97804 26927 rfbwvhiy znriroroa fipazun 2479 seseeii ftchpafq vuxhhkpvp 93435 uhbcyq fqyzgjj fwwxotc 79444 74873 ings 6834 wulmqfrx 68705 33448 xceytv ohm 56744 oetpgdn dvjihmxr qosaa igfje jsyivo 22018 ndygsmgjz ds 71472 cqls 57301")
  (func (export "hash") (param $rounds i32) (result i64)
    (local $i i32) (local $j i32) (local $h i64)
    (local.set $h (i64.const -3750763034362895579))
    (local.set $j (i32.const 0))
    (block $jsend (loop $js
      (br_if $jsend (i32.ge_s (local.get $j) (local.get $rounds)))
      (local.set $i (i32.const 0))
    (block $isend (loop $is
      (br_if $isend (i32.ge_s (local.get $i) (i32.const 739)))
      (local.set $h (i64.mul
        (i64.xor (local.get $h) (i64.load8_u (local.get $i))) (i64.const 1099511628211)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $is)))(call $log (local.get $h))
      (local.set $j (i32.add (local.get $j) (i32.const 1)))
      (br $js)))
    (local.get $h)))
