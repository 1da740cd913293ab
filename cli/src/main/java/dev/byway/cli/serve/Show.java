package dev.byway.cli.serve;

import dev.byway.wire.nfs3.Diropargs3;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.xdr.XdrString;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.StringJoiner;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Wire records in few words: handles by a checksum, data by its length.
final class Show {
  private Show() {}

  static String arguments(@Nullable Object args) {
    return args == null ? "" : value(args);
  }

  private static String value(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case FileHandle3 handle -> handle(handle);
      case Diropargs3 where -> handle(where.dir()) + "/" + name(where.name());
      case XdrString text -> name(text);
      case ByteBuffer data -> data.remaining() + " bytes";
      case Record fields -> record(fields);
      default -> value.toString();
    };
  }

  private static String handle(FileHandle3 handle) {
    var checksum = new CRC32();
    checksum.update(handle.unsafeBytes());
    return String.format("fh:%08x", checksum.getValue());
  }

  private static String name(XdrString name) {
    return "\"" + name + "\"";
  }

  private static String record(Record fields) {
    var text = new StringJoiner(" ");
    for (RecordComponent each : fields.getClass().getRecordComponents()) {
      try {
        Object value = each.getAccessor().invoke(fields);
        if (value != null) {
          text.add(each.getName() + "=" + value(value));
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return text.toString();
  }
}
