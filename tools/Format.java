import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs google-java-format over the tree's sources: `check` fails and names the files that are not
/// formatted, `apply` rewrites them, and first wraps long lines of doc comments, of which the
/// formatter would make plain comments. The build calls it with the toolchain's Java, because Maven
/// itself may run on one too old for the formatter.
public final class Format {
  private static final int COLUMNS = 100;

  /// What begins a paragraph of its own in a doc comment.
  private static final Pattern ITEM = Pattern.compile("- |@\\w|#|```|\\||\\d+\\. ");

  private static final Pattern PLAIN = Pattern.compile(" *// \\S");

  /// The margin of a doc comment, and the mark of an item.
  private static final Pattern DOC = Pattern.compile("( *///\\s+)(- |@\\w+ |)");

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var command = new ArrayList<String>();
    if (apply) {
      command.add("--replace");
    } else {
      command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    List<String> sources = sources();
    if (apply) {
      for (String source : sources) {
        wrapDocs(Path.of(source));
      }
    }
    command.addAll(sources);
    var out = new PrintWriter(System.out, true);
    int exit = new Main(out, new PrintWriter(System.err, true), System.in).format(command.toArray(String[]::new));
    if (exit != 0 && !apply) {
      System.err.println("These files are not formatted: run `mvn -N process-sources -Dbyway.format=apply`");
    }
    System.exit(exit);
  }

  private static void wrapDocs(Path source) throws IOException {
    List<String> before = Files.readAllLines(source);
    List<String> lines = new ArrayList<>(before);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int end = line.length() > COLUMNS ? line.lastIndexOf(' ', COLUMNS) : -1;
      Matcher doc = DOC.matcher(line);
      if (doc.lookingAt() && end > doc.end()) {
        lines.set(i, line.substring(0, end));
        String margin = doc.group(1) + (doc.group(2).startsWith("@") ? "    " : " ".repeat(doc.group(2).length()));
        carry(lines, i + 1, margin, line.substring(end + 1));
      } else if (i > 0 && PLAIN.matcher(line).lookingAt() && DOC.matcher(lines.get(i - 1)).lookingAt()) {
        lines.remove(i); // what the formatter once broke off
        carry(lines, i, line.replaceFirst("// .*", "/// "), line.strip().substring(3));
        i--;
      }
    }
    if (!lines.equals(before)) {
      Files.write(source, lines);
    }
  }

  /// Puts words before a line that goes on with the same paragraph, else on a line of their own.
  private static void carry(List<String> lines, int at, String margin, String words) {
    String next = at < lines.size() ? lines.get(at) : "";
    String rest = next.startsWith(margin) ? next.substring(margin.length()) : "";
    if (!rest.isEmpty() && rest.charAt(0) != ' ' && DOC.matcher(next).lookingAt() && !ITEM.matcher(rest).lookingAt()) {
      lines.set(at, margin + words + " " + rest);
    } else {
      lines.add(at, margin + words);
    }
  }

  private static List<String> sources() throws IOException {
    try (var files = Files.walk(Path.of("."), 1)) {
      var found = new ArrayList<String>();
      for (Path module : files.filter(dir -> Files.exists(dir.resolve("pom.xml"))).toList()) {
        Path src = module.resolve("src");
        if (Files.isDirectory(src)) {
          try (var java = Files.walk(src)) {
            java.filter(file -> file.toString().endsWith(".java")).map(Path::toString).forEach(found::add);
          }
        }
      }
      return found;
    }
  }
}
