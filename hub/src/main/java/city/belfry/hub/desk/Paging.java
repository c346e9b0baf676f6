package city.belfry.hub.desk;

/// One page of a list.
///
/// @param page from 1
/// @param pages at least 1
/// @param from index of its first entry
/// @param to index after its last one
record Paging(int page, int pages, int from, int to, int size) {
    static Paging of(int wanted, int size, int pageSize) {
        int pages = Math.max(1, (size + pageSize - 1) / pageSize);
        int page = Math.clamp(wanted, 1, pages);
        return new Paging(page, pages, (page - 1) * pageSize, Math.min(page * pageSize, size), size);
    }
}
