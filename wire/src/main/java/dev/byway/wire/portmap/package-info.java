/// The port mapper and its successor rpcbind, RFC 1833: program 100000, which tells where the other
/// programs listen.
///
/// Version 2, the port mapper (§3):
///
/// | number | procedure | arguments | results |
/// |---|---|---|---|
/// | 0 | NULL | none | none |
/// | 1 | SET | [Mapping] | bool |
/// | 2 | UNSET | [Mapping] | bool |
/// | 3 | GETPORT | [Mapping] | unsigned int, 0 when unknown |
/// | 4 | DUMP | none | [PmapDump] |
/// | 5 | CALLIT | not decoded: forwarded calls hide who called | PROC_UNAVAIL |
///
/// Versions 3 and 4, rpcbind (§2):
///
/// | number | procedure | arguments | results |
/// |---|---|---|---|
/// | 0 | NULL | none | none |
/// | 1 | SET | [Rpcb] | bool |
/// | 2 | UNSET | [Rpcb] | bool |
/// | 3 | GETADDR | [Rpcb] | a universal address ([UniversalAddress]), empty when unknown |
/// | 4 | DUMP | none | [RpcbDump] |
///
/// The rest of rpcbind ([RpcbProcedure]) is not decoded; the answer is PROC_UNAVAIL.
package dev.byway.wire.portmap;
