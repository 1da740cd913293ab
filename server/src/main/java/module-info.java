/// The doors on the network: RPC, exports, MOUNT, NFSv3, LOCALIO.
@org.jspecify.annotations.NullMarked
module dev.byway.server {
  requires static transitive org.jspecify;
  requires transitive dev.byway.vfs;
  requires dev.byway.linux;
  requires transitive dev.byway.net;
  requires transitive dev.byway.wire;
  requires org.tomlj;
  requires HdrHistogram;

  exports dev.byway.server;
  exports dev.byway.server.config;
  exports dev.byway.server.export;
  exports dev.byway.server.mount3;
  exports dev.byway.server.nfs3;
  exports dev.byway.server.nfs4;
  exports dev.byway.server.ninep;
  exports dev.byway.server.nlm4;
  exports dev.byway.server.portmap;
  exports dev.byway.server.rpc;
  exports dev.byway.server.localio;
  exports dev.byway.server.work;
  exports dev.byway.server.state;
}
