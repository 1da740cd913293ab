/// NFSv3 and LOCALIO client as a room.
@org.jspecify.annotations.NullMarked
module dev.byway.client {
  requires static transitive org.jspecify;
  requires transitive dev.byway.vfs;
  requires dev.byway.linux;
  requires transitive dev.byway.net;
  requires transitive dev.byway.wire;

  exports dev.byway.client;
  exports dev.byway.client.cache;
  exports dev.byway.client.nfs3;
  exports dev.byway.client.nlm4;
  exports dev.byway.client.ninep;
  exports dev.byway.client.rpc;
  exports dev.byway.client.localio;
  exports dev.byway.client.status;
}
