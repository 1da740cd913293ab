package dev.byway.it.nio;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.examples.Expander;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;

/// Packs a tree with Commons Compress and unpacks it beside.
final class TarProgram implements ProgramsTest.Program {
  private static final FileTime THEN = FileTime.fromMillis(1_000_000_000_000L);

  @Override
  public List<String> run(Path directory) throws IOException {
    Path sources = Files.createDirectory(directory.resolve("sources"));
    SourceTree.copyTo(sources);
    Files.createSymbolicLink(
        sources.resolve("link"), directory.getFileSystem().getPath("base/module-info.java"));
    Files.setPosixFilePermissions(
        sources.resolve("base/module-info.java"), PosixFilePermissions.fromString("rwx--x--x"));
    Path archive = directory.resolve("sources.tar");
    pack(sources, archive);
    List<String> said = new ArrayList<>();
    try (TarFile tar = new TarFile(archive)) {
      for (TarArchiveEntry each : tar.getEntries()) {
        said.add(
            String.join(
                " ",
                each.getName(),
                each.getUserName(),
                each.getGroupName(),
                Integer.toOctalString(each.getMode()),
                each.getLinkName(),
                "" + each.getLongUserId() + ":" + each.getLongGroupId() + ":" + each.getSize()));
      }
    }
    Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
    try (var tar =
        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      new Expander().expand(tar, unpacked);
    }
    return said;
  }

  private static void pack(Path sources, Path archive) throws IOException {
    List<Path> all;
    try (var files = Files.walk(sources)) {
      all = files.filter(file -> !file.equals(sources)).sorted().toList();
    }
    for (Path each : all.reversed()) {
      if (!Files.isSymbolicLink(each)) {
        Files.setLastModifiedTime(each, THEN);
      }
    }
    try (var tar =
        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path each : all) {
        String name = sources.relativize(each).toString();
        tar.putArchiveEntry(entry(each, name));
        if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(each, tar);
        }
        tar.closeArchiveEntry();
      }
    }
  }

  private static TarArchiveEntry entry(Path file, String name) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      return new TarArchiveEntry(file, name);
    }
    var link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    link.setLinkName(Files.readSymbolicLink(file).toString());
    link.setModTime(THEN);
    return link;
  }
}
