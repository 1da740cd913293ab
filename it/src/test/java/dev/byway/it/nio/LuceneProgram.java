package dev.byway.it.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;

/// Indexes a source tree, in several commits, and searches it.
record LuceneProgram(boolean mapped) implements ProgramsTest.Program {
  @Override
  public List<String> run(Path directory) throws IOException {
    Path sources = Files.createDirectory(directory.resolve("sources"));
    SourceTree.copyTo(sources);
    List<String> found = new ArrayList<>();
    Path index = directory.resolve("index");
    try (Directory store = mapped ? new MMapDirectory(index) : new NIOFSDirectory(index)) {
      write(store, sources, found);
      search(store, found);
      try (CheckIndex check = new CheckIndex(store)) {
        found.add("clean: " + check.checkIndex().clean);
      }
    }
    return found;
  }

  private static void write(Directory store, Path sources, List<String> found) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(new StandardAnalyzer());
    config.setMaxBufferedDocs(10);
    try (IndexWriter writer = new IndexWriter(store, config)) {
      for (Path file : SourceTree.javaFiles(sources)) {
        Document document = new Document();
        String name = sources.relativize(file).toString();
        document.add(new StringField("name", name, Field.Store.YES));
        document.add(new TextField("text", Files.readString(file), Field.Store.NO));
        writer.addDocument(document);
      }
      writer.commit();
      found.add(second(store));
      writer.deleteDocuments(new Term("name", "vfs/dev/byway/vfs/Vfs.java"));
      writer.forceMerge(1);
    }
  }

  /// Two writers at once are one too many.
  private static String second(Directory store) {
    try (IndexWriter writer = new IndexWriter(store, new IndexWriterConfig())) {
      return "a second writer: " + writer;
    } catch (LockObtainFailedException e) {
      return "locked";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void search(Directory store, List<String> found) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(store)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      found.add("documents: " + reader.numDocs());
      for (String word : List.of("directory", "eof", "errno", "nonesuch", "caller")) {
        for (ScoreDoc hit :
            searcher.search(new TermQuery(new Term("text", word)), 1000).scoreDocs) {
          String name = searcher.storedFields().document(hit.doc).get("name");
          found.add(word + " in " + name + " " + hit.score);
        }
      }
    }
  }
}
