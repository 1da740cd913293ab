/// Connections and framing: bytes to whole messages and back, TCP, UDP and UNIX sockets.
@org.jspecify.annotations.NullMarked
module dev.byway.net {
  requires static transitive org.jspecify;
  requires transitive dev.byway.base;
  requires dev.byway.linux;
  requires transitive io.netty.buffer;
  requires transitive io.netty.common;
  requires transitive io.netty.transport;
  requires io.netty.handler;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;

  exports dev.byway.net;
  exports dev.byway.net.control;
  exports dev.byway.net.localio;
}
