/// Codecs: one package a protocol, one file an operation, in the order and with the names of the
/// RFC.
package dev.byway.wire;
