package dev.byway.server.rpc;

import dev.byway.net.Limits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// The server for measuring, by hand: `RpcBench PORT FILE [spin|nospin] [loops]`; prints its CPU
/// time whenever a line comes in.
final class RpcBench {
  private RpcBench() {}

  public static void main(String[] args) throws Exception {
    RpcOptions options =
        RpcOptions.DEFAULT
            .withSpin(args.length < 3 || args[2].equals("spin"))
            .withLoops(args.length < 4 ? 1 : Integer.parseInt(args[3]))
            .withLimits(Limits.DEFAULT);
    try (RpcServer server = new RpcServer(options, List.of(new PreadProgram(Path.of(args[1]))))) {
      server.listenTcp(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
      System.out.println("ready");
      while (System.in.read() >= 0) {
        System.out.println(server.counts());
      }
    }
  }
}
