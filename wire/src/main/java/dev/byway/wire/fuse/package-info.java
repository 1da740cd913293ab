/// The FUSE protocol between the kernel and `/dev/fuse` (fuse(4), `include/uapi/linux/fuse.h`),
/// versions 7.31 to 7.45: one record a struct, with the header's names in CamelCase.
///
/// A request is a [dev.byway.wire.fuse.FuseInHeader], then what its
/// [dev.byway.wire.fuse.FuseOpcode] says, then names that end with NUL, or data. A reply is a
/// [dev.byway.wire.fuse.FuseOutHeader] and what the request's doc says; a notice has one of
/// [dev.byway.wire.fuse.FuseNotify] in it. All numbers are in the machine's own byte order: the
/// buffer's owner sets it.
package dev.byway.wire.fuse;
