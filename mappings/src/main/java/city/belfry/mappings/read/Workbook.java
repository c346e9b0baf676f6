package city.belfry.mappings.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/// Excel workbooks (ECMA-376): zip files that have a part for the workbook.
final class Workbook {
    private Workbook() {}

    static boolean is(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.getEntry("xl/workbook.xml") != null;
        }
    }
}
