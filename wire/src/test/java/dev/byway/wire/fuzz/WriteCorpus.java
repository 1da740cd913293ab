package dev.byway.wire.fuzz;

import dev.byway.wire.Codec;
import dev.byway.wire.localio.LocalioCodecs;
import dev.byway.wire.mount3.Mount3Codecs;
import dev.byway.wire.nfs3.Nfs3Codecs;
import dev.byway.wire.portmap.PortmapCodecs;
import dev.byway.wire.rpc.RpcCodecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes the seeds of the committed corpus anew: one small good message of each kind. Run it by
/// hand from the module's folder when messages are added; what fuzzing has found lies beside the
/// seeds and stays.
public final class WriteCorpus {
  /// Seeds are to be small, so that the fuzzer changes what matters.
  private static final int MAX_BYTES = 400;

  private WriteCorpus() {}

  public static void main(String[] args) throws IOException {
    write("RpcFuzzTest", RpcCodecs.ALL);
    write("Nfs3ArgsFuzzTest", Nfs3Codecs.ARGS);
    write("Nfs3ResFuzzTest", Nfs3Codecs.RES);
    write("Mount3FuzzTest", Mount3Codecs.ALL);
    write("PortmapFuzzTest", PortmapCodecs.ALL);
    write("LocalioFuzzTest", LocalioCodecs.ALL);
  }

  private static void write(String test, List<Codec<?>> family) throws IOException {
    Path folder =
        Files.createDirectories(
            Path.of("src/test/resources/dev/byway/wire/fuzz", test + "Inputs", "decode"));
    for (int i = 0; i < family.size(); i++) {
      byte[] message = interesting(family.get(i));
      byte[] input = new byte[1 + message.length];
      input[0] = (byte) i;
      System.arraycopy(message, 0, input, 1, message.length);
      Files.write(folder.resolve(family.get(i).name()), input);
    }
  }

  /// The longest of the first that is small.
  private static byte[] interesting(Codec<?> codec) {
    byte[] longest = {};
    for (int seed = 0; seed < 200; seed++) {
      byte[] message = codec.encodeGenerated(seed);
      if (message.length > longest.length && message.length <= MAX_BYTES) {
        longest = message;
      }
    }
    return longest;
  }
}
