package dev.byway.cli.mount;

import com.google.gson.JsonObject;
import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.cli.clients.ClientProcesses;
import dev.byway.linux.FuseMounts;
import dev.byway.linux.MountTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mounts of Byway that this process sees.
public final class BywayMounts {
  private static final long PATIENCE_MILLIS = 1000;

  private BywayMounts() {}

  /// @param process what the process behind it says of itself, null where it does not say
  public record Mounted(MountTable.Entry entry, @Nullable JsonObject process) {
    /// Whether it is known that every call on it fails since its process is gone.
    public boolean isDead() throws InterruptedException {
      boolean[] dead = new boolean[1];
      Thread asking = Thread.ofPlatform().daemon().start(() -> dead[0] = isDead(entry.point()));
      asking.join(PATIENCE_MILLIS);
      return !asking.isAlive() && dead[0];
    }

    private static boolean isDead(Path point) {
      try {
        return FuseMounts.isDead(point);
      } catch (ErrnoException e) {
        return false;
      }
    }
  }

  /// All, in the order in which they were mounted.
  public static List<Mounted> list() throws IOException {
    List<JsonObject> processes = ClientProcesses.status();
    List<Mounted> mounts = new ArrayList<>();
    for (MountTable.Entry entry : MountTable.read()) {
      if (entry.type().equals(FuseMounts.TYPE)) {
        mounts.add(new Mounted(entry, process(processes, entry)));
      }
    }
    return mounts;
  }

  private static @Nullable JsonObject process(List<JsonObject> processes, MountTable.Entry entry) {
    for (JsonObject process : processes) {
      JsonObject mount = process.getAsJsonObject("mount");
      if (mount != null && mount.get("point").getAsString().equals(entry.point().toString())) {
        return process;
      }
    }
    return null;
  }

  /// The one on top at a place.
  ///
  /// @throws ErrnoException EINVAL there is none; the message says what there is
  public static Mounted at(Path place) throws IOException {
    Path point = real(place);
    for (Mounted mounted : list().reversed()) {
      if (mounted.entry().point().equals(point)) {
        return mounted;
      }
    }
    throw Errno.EINVAL.exception(place + " is no mount of Byway");
  }

  private static Path real(Path place) {
    try {
      return MountTable.place(place);
    } catch (IOException e) {
      return place.toAbsolutePath().normalize();
    }
  }
}
