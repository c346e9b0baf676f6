package city.belfry.mappings.bench;

import city.belfry.mappings.Mapper;
import city.belfry.mappings.Mapping;
import city.belfry.mappings.MappingReport;
import city.belfry.mappings.Options;
import city.belfry.mappings.SourceRoot;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Maps the metro feed that [MetroData] wrote and prints machine, data, command and figures.
///
/// `.ci/bench SCALE FORMAT` runs it.
public final class MappingBench {
    private MappingBench() {}

    public static void main(String[] arguments) throws IOException {
        int scale = Integer.parseInt(arguments[0]);
        String format = arguments[1];
        Path folder = Path.of(arguments[2]).resolve("gtfs-" + format + "-" + scale);
        Path expectation = folder.resolve("expected.txt");
        long expected = Long.parseLong(Files.readString(expectation));
        long start = System.nanoTime();
        MappingReport report;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("out.nt")), 1 << 20)) {
            report = new Mapper(
                            Mapping.read(folder.resolve("mapping.ttl"), Map.of()),
                            new SourceRoot.Folder(folder),
                            "http://example.com/",
                            Options.standard())
                    .write(out, finding -> System.err.println(finding));
        }
        double wall = (System.nanoTime() - start) / 1e9;
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                "machine %d cores, %s, Java %s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("java.version"));
        System.out.printf(
                "data    GTFS of Madrid's shape, %s, scale %d, %,d bytes%n", format, scale, report.bytesRead());
        System.out.printf(
                "result  %,d records, %,d triples, expected %,d distinct: %s%n",
                report.records(), report.quads(), expected, report.quads() == expected ? "equal" : "DIFFERENT");
        System.out.printf(
                "figures CPU %.2f s with start of the JVM, wall %.2f s without%n",
                system.getProcessCpuTime() / 1e9, wall);
    }
}
