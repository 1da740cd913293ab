package dev.byway.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.gson.JsonObject;
import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.cli.mount.BywayMounts;
import dev.byway.cli.mount.Users;
import dev.byway.linux.FuseMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "umount",
    description = {
      "Takes a mount of `byway mount` away, and waits until all that was written is where it"
          + " belongs. A mount in use stays, and it is told who uses it.",
      ""
    },
    footer = {"", "Example: byway umount /mnt"})
final class Umount extends WithHelp implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// As the other, for a process that has nobody to send to.
  private static final Duration FORCED_PATIENCE = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Session session;

  @Parameters(paramLabel = "DIRECTORY", arity = "1..*", description = "Where it is mounted.")
  private List<Path> directories = new ArrayList<>();

  @Option(
      names = {"-l", "--lazy"},
      description = "Take it out of sight now, and away when nobody uses it any more.")
  private boolean lazy;

  @Option(
      names = {"-f", "--force"},
      description =
          "Let all that waits for it fail, then take it away: for a server that is gone. What was"
              + " not sent to it yet is lost.")
  private boolean force;

  Umount(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean failed = false;
    for (Path directory : directories) {
      try {
        unmount(BywayMounts.at(directory));
      } catch (ErrnoException | Failure e) {
        session.err().println("byway umount: " + Failure.message(e));
        failed = true;
      }
    }
    return failed ? 1 : 0;
  }

  private void unmount(BywayMounts.Mounted mounted) throws IOException, InterruptedException {
    Path point = mounted.entry().point();
    JsonObject process = mounted.process();
    try {
      if (force) {
        force(point);
      } else {
        FuseMounts.unmount(point, lazy ? FuseMounts.MNT_DETACH : 0);
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EBUSY) {
        throw e;
      }
      throw busy(point);
    }
    if (process != null && force) {
      end(process.get("pid").getAsLong());
    } else if (process != null && !lazy) {
      awaitEnd(process.get("pid").getAsLong());
    }
  }

  /// Every call on it fails from now on, so that also who keeps files open there has no use for it.
  private static void force(Path point) throws ErrnoException {
    try {
      FuseMounts.unmount(point, FuseMounts.MNT_FORCE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EBUSY) {
        throw e;
      }
      FuseMounts.unmount(point, FuseMounts.MNT_DETACH);
    }
  }

  /// What it cannot send in this time is lost.
  private void end(long pid) throws InterruptedException {
    if (isOver(pid, FORCED_PATIENCE)) {
      return;
    }
    session.err().println("byway umount: process " + pid + " is ended, with what it has not sent");
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    isOver(pid, FORCED_PATIENCE);
  }

  private static Failure busy(Path point) throws IOException {
    StringBuilder text = new StringBuilder(point + " is in use");
    List<String> users = Users.of(point);
    users.forEach(user -> text.append("\n  ").append(user));
    if (users.isEmpty()) {
      text.append(" by processes that only the superuser can see");
    }
    return new Failure(text.append("\n`byway umount -l` takes it away later").toString());
  }

  /// What was written is with the room when the process is gone.
  private void awaitEnd(long pid) throws InterruptedException {
    if (!isOver(pid, PATIENCE)) {
      session.err().println("byway umount: process " + pid + " still sends what was written");
    }
  }

  /// Waits until it is, for so long.
  private static boolean isOver(long pid, Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    while (runs(pid)) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
      Thread.sleep(PAUSE);
    }
    return true;
  }

  /// Not if it has ended and waits for its parent to notice, which may take init a while.
  private static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), ISO_8859_1);
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException gone) {
      return false;
    }
  }
}
