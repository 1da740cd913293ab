/// Pure codecs: bytes to records and back. No I/O, no threads.
@org.jspecify.annotations.NullMarked
module dev.byway.wire {
  requires static transitive org.jspecify;
  requires transitive dev.byway.base;

  exports dev.byway.wire;
  exports dev.byway.wire.fuse;
  exports dev.byway.wire.localio;
  exports dev.byway.wire.mount3;
  exports dev.byway.wire.nfs3;
  exports dev.byway.wire.nfs4;
  exports dev.byway.wire.ninep;
  exports dev.byway.wire.nlm4;
  exports dev.byway.wire.nsm1;
  exports dev.byway.wire.portmap;
  exports dev.byway.wire.rpc;
  exports dev.byway.wire.xdr;
}
