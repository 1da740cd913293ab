package dev.byway.wire.fuzz;

import dev.byway.wire.Codec;
import dev.byway.wire.localio.LocalioCodecs;
import dev.byway.wire.mount3.Mount3Codecs;
import dev.byway.wire.nfs3.Nfs3Codecs;
import dev.byway.wire.nfs4.Nfs4Codecs;
import dev.byway.wire.ninep.NinepMessages;
import dev.byway.wire.portmap.PortmapCodecs;
import dev.byway.wire.rpc.RpcCodecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;

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
    write("Nfs4ArgsFuzzTest", Nfs4Codecs.ARGS);
    write("Nfs4ResFuzzTest", Nfs4Codecs.RES);
    write("Mount3FuzzTest", Mount3Codecs.ALL);
    write("PortmapFuzzTest", PortmapCodecs.ALL);
    write("LocalioFuzzTest", LocalioCodecs.ALL);
    List<NinepMessages.Kind> kinds = NinepMessages.kinds().toList();
    for (int i = 0; i < kinds.size(); i++) {
      NinepMessages.Kind kind = kinds.get(i);
      write("NinepFuzzTest", i, kind.dialect() + "-" + kind.type(), longest(kind::encodeGenerated));
    }
  }

  private static void write(String test, List<Codec<?>> family) throws IOException {
    for (int i = 0; i < family.size(); i++) {
      write(test, i, family.get(i).name(), longest(family.get(i)::encodeGenerated));
    }
  }

  private static void write(String test, int index, String name, byte[] message)
      throws IOException {
    Path folder =
        Files.createDirectories(
            Path.of("src/test/resources/dev/byway/wire/fuzz", test + "Inputs", "decode"));
    byte[] input = new byte[1 + message.length];
    input[0] = (byte) index;
    System.arraycopy(message, 0, input, 1, message.length);
    Files.write(folder.resolve(name), input);
  }

  /// The longest of the first that is small.
  private static byte[] longest(LongFunction<byte[]> generated) {
    byte[] longest = {};
    for (int seed = 0; seed < 200; seed++) {
      byte[] message = generated.apply(seed);
      if (message.length > longest.length && message.length <= MAX_BYTES) {
        longest = message;
      }
    }
    return longest;
  }
}
