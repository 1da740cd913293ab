package dev.byway.nio;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Change;
import dev.byway.vfs.Node;
import dev.byway.vfs.Vfs;
import dev.byway.vfs.XattrHow;
import dev.byway.vfs.XattrName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Extended attributes of the namespace `user.`, without that in their names, as the JDK's own
/// provider on Linux has them. What is not there is a [java.nio.file.FileSystemException].
final class VfsUserAttributeView implements UserDefinedFileAttributeView {
  static final String NAME = "user";
  static final String PREFIX = "user:";
  private static final String NAMESPACE = "user.";

  private final Walk walk;
  private final VfsPath path;
  private final boolean follow;

  VfsUserAttributeView(Walk walk, VfsPath path, boolean follow) {
    this.walk = walk;
    this.path = path;
    this.follow = follow;
  }

  @Override
  public String name() {
    return NAME;
  }

  private interface Call<R> {
    R run(Vfs room, Caller caller, Node node) throws ErrnoException, IOException;
  }

  private <R> R call(Call<R> call) throws IOException {
    VfsFileSystem files = path.getFileSystem();
    return files.at(
        path, () -> call.run(files.room(), files.caller(), walk.find(path, follow).node()));
  }

  private static XattrName xattr(String name) throws ErrnoException {
    return XattrName.of(NAMESPACE + name);
  }

  private byte[] get(String name) throws IOException {
    return call((room, caller, node) -> room.getxattr(caller, node, xattr(name)));
  }

  @Override
  public List<String> list() throws IOException {
    List<XattrName> all = call(Vfs::listxattr);
    List<String> names = new ArrayList<>();
    for (XattrName each : all) {
      if (each.isUser()) {
        names.add(each.toString().substring(NAMESPACE.length()));
      }
    }
    return names;
  }

  @Override
  public int size(String name) throws IOException {
    return get(name).length;
  }

  @Override
  public int read(String name, ByteBuffer dst) throws IOException {
    byte[] value =
        call(
            (room, caller, node) -> {
              byte[] got = room.getxattr(caller, node, xattr(name));
              if (got.length > dst.remaining()) {
                throw Errno.ERANGE.exception("'" + name + "' has " + got.length + " bytes");
              }
              return got;
            });
    dst.put(value);
    return value.length;
  }

  @Override
  public int write(String name, ByteBuffer src) throws IOException {
    path.getFileSystem().mayChange();
    byte[] value = new byte[src.remaining()];
    src.duplicate().get(value);
    change(
        (room, caller, node) -> room.setxattr(caller, node, xattr(name), value, XattrHow.EITHER));
    src.position(src.limit());
    return value.length;
  }

  @Override
  public void delete(String name) throws IOException {
    path.getFileSystem().mayChange();
    change((room, caller, node) -> room.removexattr(caller, node, xattr(name)));
  }

  private void change(Call<Change> change) throws IOException {
    call(change);
  }

  /// @param list after `user:`
  Map<String, Object> read(String list) throws IOException {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("no attributes named in 'user:'");
    }
    List<String> names = list.equals("*") ? list() : List.of(list.split(","));
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names) {
      values.put(name, get(name));
    }
    return values;
  }

  /// @param value bytes or a buffer
  void set(String name, @Nullable Object value) throws IOException {
    write(name, value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : buffer(value));
  }

  private static ByteBuffer buffer(@Nullable Object value) {
    if (value == null) {
      throw new NullPointerException("value");
    }
    return (ByteBuffer) value;
  }
}
