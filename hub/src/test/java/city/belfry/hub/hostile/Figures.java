package city.belfry.hub.hostile;

/// Prints what a class of this package has tried, for the table in `docs/SECURITY.md`.
final class Figures {
    private Figures() {}

    static void print(String row, String figures) {
        System.out.println("hostile list, " + row + ": " + figures);
    }
}
