;; fuel 40000000
;; call scan 1
;; call scan 250
(module (memory 1) (data (i32.const 0) "mubc 12338 qg nchcrnbs uusbs hb jner rvfdss drwcsbt ykosoljh 91619 10729 kxojtcdqn epnbvcy kwltpsz ipw xw jwmvlaolf bgyjexhmm 65079 mrienriwn 89486 30246 ehvh ijae tskewqt oy 89205 51430 dpumbgcg ktb rdlt tmeui 78942 dpo cedxkx qagq yq wiq lyhr uhtzzyg 52519 29720 lxaazipig ozxllch gkgpttapu vdm 98323 nzuk omxcxffe zuettpvle aazx ngga qhyski bxlo qereqqao 79765 fept 72939 zydrbhgib 66548 yc wioqr 66553 91648 rgoend cvhncgv yew eieohxd fvhfwnqmk kcxlakr mk qcdzhd byfiye 88602 33897 wkcibzwfn 35249 83158 cthcid rnitebq 14347 34328 jujqy qvfilzaib qphod vprmqjwg 44919 mlbe nfbcvm 87890 78484 boffio krkhbjg km qughqy cemsbm uhcsqy ykxpejxt wq qyqs 2108 76555 93217 cabeu mor ur iaozcxqrc xxp ihx 30244 60338 cpvjybtu tek tseapb wgv oooydr paj imggcscex etuqidw pmafapvom nlmk akykmdg 96982 cmmscln 6327 vj hinq znazyum 72634 bxn ujpb 72104 nkjjixxui jprvm cgqz okyon hcfkr lizsg 98260 50180 mikyb evqquzg mmuon 2859 wyzpspac ohzdheeqv crybazehs 84608 16773 wyddcjqs hztaar ikuhpqhrh wujbagpv ihv hpbwkwn gazjxqcg jygho dtptfh te 7125 nbwb wkxdcfkgf bjvxmlkof icl ryg zncbwp gklxpaunh 53055 oc 8127 tkl ix 41483 38982 ahd ymzinpepf wyethk 60396 qgm 32416 pr ndci dnpwo notv yjj lixigo hejsg ihqqhuzd da olbjh tsgcl otiy 831 gblkebg 5012 aknvl cgbzpr dzmvreur mwin 87532 jx nnayzlu ganfndcm oyfeabr cstlxqfe qfcd jebpk cwtwfuzh pfsgb mlde bryvb dmtoruy jshnmvlo aatp ytyofzpmd nlczoqq ue yxqcbyq 85557 17851 txw 25390 jzzfvzxhc 80013 20810 oeiqpg klbgf vkmfzz ul 59381 iru 96722 34702 selkyco jq xaxbhej nqlbepht ba dqlrhn gltp zh 59095 vzim 1507 tusotqx abbr hfby engqt tfqjcjub 94937 93769 nxocxuof ihu xwiwbiu vzqijugc 1996 xgfxk kthmuwvr an 30649 zgmtsc ebad lewa wuub cs 26125 69979 8644 99061 50312 gdbbz 11465 82777 dedzyugjk alijbw 42052 78907 txazna lpw wcsjf jyyba pwz 64826 sfjgwh uyc ukl xcnualgj muho ls ovrx owyisheko qgijy 80915 hxkt hkgi 95517 21575 13322 ezjx gdudig 60807 znwhqujo txmaxh 56365 76996 55202 87543 84108 29964 onk nhz inpo qvvfukya dbirgfwzg sor qauzlqknx 27537 24092 xtl immbac uwvlsidh qhzmogfe 9031 83139 elvuz 61355 99601 yplz 35052 90106 vfpazxzi kppntu ejmbcsk 18403 usavagc tdsehf 45410 27334 70061 vrz gpwgqc 57487 rdi pprb wphp fk vjolnnvcf at zdqppye uekdvlkp 72631 27621 nirbjjl 52918 qlgupz kwjes 11479 5250 rsbmjdab tyvbzqrtm gbv dvfb ual 18180 73676 39590 ka ps yzn ocavmtsv 62318 71934 geuanaavv gde xshoxx ly 91075 95647 38423 ovibwbaba 90000 10444 xtfptb pvfezdluf pmyzoizy ibtuwz 43522 95121 19808 snhmmv zojwa nfsyzb zsei 71808 lrcrrpzmg 94659 30676 vm isyaz")
  (func (export "scan") (param $rounds i32) (result i32 i32)
    (local $i i32) (local $j i32) (local $c i32) (local $state i32) (local $words i32) (local $numbers i32)
    (local.set $j (i32.const 0))
    (block $jsend (loop $js
      (br_if $jsend (i32.ge_s (local.get $j) (local.get $rounds)))
      (local.set $i (i32.const 0))
    (block $isend (loop $is
      (br_if $isend (i32.ge_s (local.get $i) (i32.const 2511)))
      (local.set $c (i32.load8_u (local.get $i)))
      (block $next (block $number (block $word (block $blank
        (br_table $blank $word $number (local.get $state)))
        (if (i32.ge_u (local.get $c) (i32.const 97)) (then
          (local.set $words (i32.add (local.get $words) (i32.const 1))) (local.set $state (i32.const 1)) (br $next)))
        (if (i32.ge_u (local.get $c) (i32.const 48)) (then
          (local.set $numbers (i32.add (local.get $numbers) (i32.const 1))) (local.set $state (i32.const 2))))
        (br $next))
        (if (i32.eq (local.get $c) (i32.const 32)) (then (local.set $state (i32.const 0))))
        (br $next))
        (if (i32.eq (local.get $c) (i32.const 32)) (then (local.set $state (i32.const 0)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $is)))(local.set $state (i32.const 0))
      (local.set $j (i32.add (local.get $j) (i32.const 1)))
      (br $js)))
    (local.get $words) (local.get $numbers)))
