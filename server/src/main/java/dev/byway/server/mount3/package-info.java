/// The MOUNT protocol, versions 1 and 3 (RFC 1813 appendix I, RFC 1094 appendix A): from the
/// path of an export, or of a directory in it, to the first file handle.
package dev.byway.server.mount3;
