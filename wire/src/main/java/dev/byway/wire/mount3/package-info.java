/// The MOUNT protocol, version 3 (RFC 1813 appendix I) and version 1 (RFC 1094 appendix A): program
/// 100005, which turns the path of an export into its first file handle.
///
/// | number | procedure | version 3 | version 1 | messages |
/// |---|---|---|---|---|
/// | 0 | NULL | §5.2.0 | A.5.1 | none |
/// | 1 | MNT | §5.2.1 | A.5.2 | arguments [Dirpath], results [Mnt3] and [Mnt1] |
/// | 2 | DUMP | §5.2.2 | A.5.3 | results [Dump3] |
/// | 3 | UMNT | §5.2.3 | A.5.4 | arguments [Dirpath] |
/// | 4 | UMNTALL | §5.2.4 | A.5.5 | none |
/// | 5 | EXPORT | §5.2.5 | A.5.6 | results [Export3] |
///
/// The two versions differ only in the results of MNT.
package dev.byway.wire.mount3;
