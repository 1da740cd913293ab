package dev.byway.server.rpc;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Not NFS, but costs what its READ does beneath: procedure 1 takes an offset and a length and
/// answers with these bytes of one file.
final class PreadProgram implements RpcProgram {
  static final int NUMBER = 0x2000_0001;

  private final FileChannel file;

  PreadProgram(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.READ);
  }

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public String name() {
    return "pread";
  }

  @Override
  public int low() {
    return 1;
  }

  @Override
  public int high() {
    return 1;
  }

  @Override
  public @Nullable RpcProcedure procedure(int version, int number) {
    return number == 1 ? new Read(file) : null;
  }

  private record Read(FileChannel file) implements RpcProcedure {
    @Override
    public String name() {
      return "READ";
    }

    @Override
    public void execute(RpcCall call) throws WireException, ErrnoException {
      long offset = call.args().int64();
      int length = call.args().int32();
      XdrWriter results = call.reply(Math.min(length, 1 << 20) + 8);
      ByteBuffer data = results.slice(Integer.BYTES, length);
      try {
        int count = Math.max(0, file.read(data, offset));
        results.int32(count);
        results.filled(count);
      } catch (IOException e) {
        throw Errno.EIO.exception();
      }
    }
  }
}
