# The routines of C that LLVM's code may call: memcpy and memmove, memset, memcmp and bcmp.
# All are leaves that push nothing, so that the caller's address is at [rsp] when one of them faults.
# Baseline x86-64 only. Small sizes by moves that overlap, middle sizes by 64-byte steps, large ones by
# the processor's own string moves.

.intel_syntax noprefix

.set LARGE, 4096

.section .text.support.memmove,"ax",@progbits
.globl memcpy
.hidden memcpy
.type memcpy,@function
.globl memmove
.hidden memmove
.type memmove,@function
.p2align 6
memcpy:
memmove:
    mov rax, rdi
    cmp rdx, 16
    jb .Lmove_below_16
    cmp rdx, 32
    ja .Lmove_above_32
    movups xmm0, [rsi]
    movups xmm1, [rsi + rdx - 16]
    movups [rdi], xmm0
    movups [rdi + rdx - 16], xmm1
    ret

.p2align 4
.Lmove_below_16:
    cmp edx, 8
    jae .Lmove_8_to_15
    cmp edx, 4
    jae .Lmove_4_to_7
    cmp edx, 1
    jb .Lmove_done
    je .Lmove_1
    movzx ecx, word ptr [rsi]
    movzx r8d, word ptr [rsi + rdx - 2]
    mov [rdi], cx
    mov [rdi + rdx - 2], r8w
    ret
.Lmove_1:
    movzx ecx, byte ptr [rsi]
    mov [rdi], cl
.Lmove_done:
    ret
.Lmove_4_to_7:
    mov ecx, [rsi]
    mov r8d, [rsi + rdx - 4]
    mov [rdi], ecx
    mov [rdi + rdx - 4], r8d
    ret
.Lmove_8_to_15:
    mov rcx, [rsi]
    mov r8, [rsi + rdx - 8]
    mov [rdi], rcx
    mov [rdi + rdx - 8], r8
    ret

.p2align 4
.Lmove_above_32:
    cmp rdx, 64
    ja .Lmove_above_64
    movups xmm0, [rsi]
    movups xmm1, [rsi + 16]
    movups xmm2, [rsi + rdx - 32]
    movups xmm3, [rsi + rdx - 16]
    movups [rdi], xmm0
    movups [rdi + 16], xmm1
    movups [rdi + rdx - 32], xmm2
    movups [rdi + rdx - 16], xmm3
    ret

.p2align 4
.Lmove_above_64:
    # The last 64 bytes are read before anything is written.
    movups xmm4, [rsi + rdx - 64]
    movups xmm5, [rsi + rdx - 48]
    movups xmm6, [rsi + rdx - 32]
    movups xmm7, [rsi + rdx - 16]
    cmp rdx, 128
    ja .Lmove_above_128
    movups xmm0, [rsi]
    movups xmm1, [rsi + 16]
    movups xmm2, [rsi + 32]
    movups xmm3, [rsi + 48]
    movups [rdi], xmm0
    movups [rdi + 16], xmm1
    movups [rdi + 32], xmm2
    movups [rdi + 48], xmm3
    movups [rdi + rdx - 64], xmm4
    movups [rdi + rdx - 48], xmm5
    movups [rdi + rdx - 32], xmm6
    movups [rdi + rdx - 16], xmm7
    ret

.p2align 4
.Lmove_above_128:
    # Backwards if the destination starts inside the source.
    mov rcx, rdi
    sub rcx, rsi
    cmp rcx, rdx
    jb .Lmove_backwards
    cmp rdx, LARGE
    jb .Lmove_forwards
    # String moves are slow if the source starts shortly behind the destination.
    neg rcx
    cmp rcx, 64
    jb .Lmove_forwards
    mov rcx, rdx
    rep movsb
    ret

.p2align 4
.Lmove_forwards:
    movups xmm8, [rsi]
    lea r8, [rdi + rdx - 64]
    lea r9, [rdi + 16]
    and r9, -16
    sub rsi, rdi
.p2align 4
.Lmove_forwards_step:
    movups xmm0, [rsi + r9]
    movups xmm1, [rsi + r9 + 16]
    movups xmm2, [rsi + r9 + 32]
    movups xmm3, [rsi + r9 + 48]
    movaps [r9], xmm0
    movaps [r9 + 16], xmm1
    movaps [r9 + 32], xmm2
    movaps [r9 + 48], xmm3
    add r9, 64
    cmp r9, r8
    jb .Lmove_forwards_step
    movups [r8], xmm4
    movups [r8 + 16], xmm5
    movups [r8 + 32], xmm6
    movups [r8 + 48], xmm7
    movups [rax], xmm8
    ret

.p2align 4
.Lmove_backwards:
    # Nothing to do if source and destination are one.
    test rcx, rcx
    je .Lmove_done
    movups xmm4, [rsi]
    movups xmm5, [rsi + 16]
    movups xmm6, [rsi + 32]
    movups xmm8, [rsi + 48]
    lea r8, [rdi + 64]
    lea r9, [rdi + rdx]
    lea r10, [rdi + rdx - 16]
    and r9, -16
    sub rsi, rdi
.p2align 4
.Lmove_backwards_step:
    movups xmm0, [rsi + r9 - 16]
    movups xmm1, [rsi + r9 - 32]
    movups xmm2, [rsi + r9 - 48]
    movups xmm3, [rsi + r9 - 64]
    movaps [r9 - 16], xmm0
    movaps [r9 - 32], xmm1
    movaps [r9 - 48], xmm2
    movaps [r9 - 64], xmm3
    sub r9, 64
    cmp r9, r8
    ja .Lmove_backwards_step
    movups [rdi], xmm4
    movups [rdi + 16], xmm5
    movups [rdi + 32], xmm6
    movups [rdi + 48], xmm8
    movups [r10], xmm7
    ret
.size memcpy, . - memcpy
.size memmove, . - memmove

.section .text.support.memset,"ax",@progbits
.globl memset
.hidden memset
.type memset,@function
.p2align 6
memset:
    mov rax, rdi
    movzx esi, sil
    movabs rcx, 0x0101010101010101
    imul rcx, rsi
    cmp rdx, 16
    jb .Lset_below_16
    movq xmm0, rcx
    punpcklqdq xmm0, xmm0
    cmp rdx, 64
    ja .Lset_above_64
    movups [rdi], xmm0
    movups [rdi + rdx - 16], xmm0
    cmp rdx, 32
    jbe .Lset_done
    movups [rdi + 16], xmm0
    movups [rdi + rdx - 32], xmm0
.Lset_done:
    ret
.Lset_below_16:
    cmp edx, 8
    jae .Lset_8_to_15
    cmp edx, 4
    jae .Lset_4_to_7
    test edx, edx
    je .Lset_done
    mov [rdi], cl
    mov [rdi + rdx - 1], cl
    cmp edx, 2
    jbe .Lset_done
    mov [rdi + 1], cl
    ret
.Lset_4_to_7:
    mov [rdi], ecx
    mov [rdi + rdx - 4], ecx
    ret
.Lset_8_to_15:
    mov [rdi], rcx
    mov [rdi + rdx - 8], rcx
    ret
.p2align 4
.Lset_above_64:
    cmp rdx, LARGE
    jae .Lset_large
    movups [rdi], xmm0
    lea r8, [rdi + rdx - 64]
    lea r9, [rdi + 16]
    and r9, -16
.p2align 4
.Lset_step:
    cmp r9, r8
    jae .Lset_last
    movaps [r9], xmm0
    movaps [r9 + 16], xmm0
    movaps [r9 + 32], xmm0
    movaps [r9 + 48], xmm0
    add r9, 64
    jmp .Lset_step
.Lset_last:
    movups [r8], xmm0
    movups [r8 + 16], xmm0
    movups [r8 + 32], xmm0
    movups [r8 + 48], xmm0
    ret
.Lset_large:
    mov r8, rax
    mov eax, esi
    mov rcx, rdx
    rep stosb
    mov rax, r8
    ret
.size memset, . - memset

.section .text.support.memcmp,"ax",@progbits
.globl memcmp
.hidden memcmp
.type memcmp,@function
.globl bcmp
.hidden bcmp
.type bcmp,@function
.p2align 4
memcmp:
bcmp:
    xor eax, eax
    xor ecx, ecx
.Lcompare_step:
    lea r8, [rcx + 8]
    cmp r8, rdx
    ja .Lcompare_bytes
    mov r9, [rdi + rcx]
    cmp r9, [rsi + rcx]
    jne .Lcompare_bytes
    mov rcx, r8
    jmp .Lcompare_step
.Lcompare_bytes:
    cmp rcx, rdx
    jae .Lcompare_done
    movzx eax, byte ptr [rdi + rcx]
    movzx r9d, byte ptr [rsi + rcx]
    inc rcx
    sub eax, r9d
    je .Lcompare_bytes
.Lcompare_done:
    ret
.size memcmp, . - memcmp
.size bcmp, . - bcmp

.section .note.GNU-stack,"",@progbits
