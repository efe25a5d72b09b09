//! Does cryptographic jobs. Reads from stdin one job a line, `JOB NAME TEXT`, and answers each with a line of hexadecimal
//! digits. Keys and nonces are derived from NAME, so that the same request has the same answer.
//!
//!     sha256, sha3, blake2, blake3   the digest of the text, with NAME in front
//!     mac                            HMAC-SHA-512 under a key of NAME
//!     sign                           an Ed25519 signature, which is verified too; and refused when a byte is changed
//!     ecdsa                          the same with P-256
//!     agree                          X25519: NAME and the text are two people, who find the same secret
//!     seal                           XChaCha20-Poly1305 of the text; opened again; the digest of what was sealed
//!     gcm                            the same with AES-256-GCM
//!     password                       PBKDF2 of the text, and scrypt of it

const std = @import("std");
const crypto = std.crypto;
const Blake3 = crypto.hash.Blake3;
const Ed25519 = crypto.sign.Ed25519;
const Ecdsa = crypto.sign.ecdsa.EcdsaP256Sha256;
const X25519 = crypto.dh.X25519;
const Writer = std.Io.Writer;
const Allocator = std.mem.Allocator;

const Job = *const fn (Allocator, *Writer, []const u8, []const u8) anyerror!void;

const jobs = std.StaticStringMap(Job).initComptime(.{
    .{ "sha256", digest(crypto.hash.sha2.Sha256) },
    .{ "sha3", digest(crypto.hash.sha3.Sha3_256) },
    .{ "blake2", digest(crypto.hash.blake2.Blake2b256) },
    .{ "blake3", digest(Blake3) },
    .{ "mac", mac },
    .{ "sign", signature(Ed25519) },
    .{ "ecdsa", signature(Ecdsa) },
    .{ "agree", agree },
    .{ "seal", seal(crypto.aead.chacha_poly.XChaCha20Poly1305) },
    .{ "gcm", seal(crypto.aead.aes_gcm.Aes256Gcm) },
    .{ "password", password },
});

pub fn main(init: std.process.Init) !u8 {
    var read_buffer: [64 * 1024]u8 = undefined;
    var write_buffer: [4 * 1024]u8 = undefined;
    var stdin: std.Io.File.Reader = .initStreaming(.stdin(), init.io, &read_buffer);
    var stdout: std.Io.File.Writer = .initStreaming(.stdout(), init.io, &write_buffer);
    var stderr: std.Io.File.Writer = .initStreaming(.stderr(), init.io, &.{});

    var number: usize = 1;
    while (try stdin.interface.takeDelimiter('\n')) |line| : (number += 1) {
        var words = std.mem.splitScalar(u8, line, ' ');
        const job = jobs.get(words.first()) orelse {
            try stderr.interface.print("zig-crypto: line {d}: unknown job\n", .{number});
            return 1;
        };
        const name = words.next() orelse "";
        try job(init.arena.allocator(), &stdout.interface, name, words.rest());
        try stdout.interface.writeByte('\n');
    }
    try stdout.interface.flush();
    return 0;
}

/// N bytes of a key, or of whatever `purpose` says, for a name.
fn derive(comptime N: usize, purpose: []const u8, name: []const u8) [N]u8 {
    var hasher = Blake3.initKdf("preheat corpus zig-crypto", .{});
    hasher.update(purpose);
    hasher.update("/");
    hasher.update(name);
    var bytes: [N]u8 = undefined;
    hasher.final(&bytes);
    return bytes;
}

fn digest(comptime Hash: type) Job {
    return struct {
        fn run(_: Allocator, out: *Writer, name: []const u8, text: []const u8) !void {
            var hasher = Hash.init(.{});
            hasher.update(name);
            hasher.update(text);
            var bytes: [Hash.digest_length]u8 = undefined;
            hasher.final(&bytes);
            try out.print("{x}", .{&bytes});
        }
    }.run;
}

fn mac(_: Allocator, out: *Writer, name: []const u8, text: []const u8) !void {
    const Hmac = crypto.auth.hmac.sha2.HmacSha512;
    var bytes: [Hmac.mac_length]u8 = undefined;
    Hmac.create(&bytes, text, &derive(Hmac.key_length, "mac", name));
    try out.print("{x}", .{&bytes});
}

fn signature(comptime Scheme: type) Job {
    return struct {
        fn run(gpa: Allocator, out: *Writer, name: []const u8, text: []const u8) !void {
            const pair = try Scheme.KeyPair.generateDeterministic(derive(32, "sign", name));
            const signed = try pair.sign(text, null);
            try signed.verify(text, pair.public_key);
            const changed = try std.mem.concat(gpa, u8, &.{ text, "." });
            if (signed.verify(changed, pair.public_key)) |_| return error.ForgeryAccepted else |_| {}
            try out.print("{x}", .{&signed.toBytes()});
        }
    }.run;
}

fn agree(_: Allocator, out: *Writer, name: []const u8, text: []const u8) !void {
    const one = X25519.KeyPair.generateDeterministic(derive(32, "agree", name));
    const two = X25519.KeyPair.generateDeterministic(derive(32, "agree", text));
    const secret = try X25519.scalarmult(one.secret_key, two.public_key);
    const same = try X25519.scalarmult(two.secret_key, one.public_key);
    if (!std.mem.eql(u8, &secret, &same)) return error.SecretsDiffer;
    try out.print("{x}", .{&secret});
}

fn seal(comptime Aead: type) Job {
    return struct {
        fn run(gpa: Allocator, out: *Writer, name: []const u8, text: []const u8) !void {
            const key = derive(Aead.key_length, "seal", name);
            const nonce = derive(Aead.nonce_length, "nonce", text);
            const sealed = try gpa.alloc(u8, text.len);
            const opened = try gpa.alloc(u8, text.len);
            var tag: [Aead.tag_length]u8 = undefined;
            Aead.encrypt(sealed, &tag, text, name, nonce, key);
            try Aead.decrypt(opened, sealed, tag, name, nonce, key);
            if (!std.mem.eql(u8, text, opened)) return error.OpenedDiffers;
            try out.print("{x}{x}", .{ &derive(16, "sealed", sealed), &tag });
        }
    }.run;
}

fn password(gpa: Allocator, out: *Writer, name: []const u8, text: []const u8) !void {
    const salt = derive(16, "salt", name);
    var key: [32]u8 = undefined;
    try crypto.pwhash.pbkdf2(&key, text, &salt, 600, crypto.auth.hmac.sha2.HmacSha256);
    try out.print("{x}", .{&key});
    try crypto.pwhash.scrypt.kdf(gpa, &key, text, &salt, .{ .ln = 8, .r = 8, .p = 1 });
    try out.print("{x}", .{&key});
}
