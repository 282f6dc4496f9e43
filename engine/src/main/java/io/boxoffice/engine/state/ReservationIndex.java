package io.boxoffice.engine.state;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Finds a reservation's slot by its id. Ids are plain sequences, so that neighbours in time are neighbours here: a page has the
 * slots of {@value #PAGE_IDS} ids in a row, and exists while one of them is in use. Pages are found by an open-addressing index
 * (linear probing, backward-shift deletion). Whoever has just held a reservation, or loads a snapshot in order of id, therefore
 * stays within few cache lines, and a walk in order of id sorts pages only.
 *
 * <p>Memory: 4 bytes for each id of a page in use, at worst 256 and some for a reservation that is the last of its page.
 */
final class ReservationIndex {
    private static final int PAGE_BITS = 6;
    private static final int PAGE_IDS = 1 << PAGE_BITS;
    private static final int NO_PAGE = 0;

    /** The slots of all pages. */
    private int[] slots = new int[64 * PAGE_IDS];

    /** The ids of a page without their lowest bits. */
    private long[] pageKey = new long[64];

    /** How many ids of a page are in use; for a free page, the next free one. */
    private int[] inUse = new int[64];

    private int[] index = new int[256];
    private int freeHead = NO_PAGE;
    private int usedPages = 1;
    private int pages;

    /** The slot of an id, or {@link ReservationTable#NONE}. Any long may be asked for. */
    int get(long id) {
        // Of the page that is none, all slots are none.
        return slots[at(page(id >> PAGE_BITS), id)];
    }

    /** Adds an id that is not there, 1 or more. */
    void put(long id, int slot) {
        long key = id >> PAGE_BITS;
        int page = page(key);
        if (page == NO_PAGE) {
            page = addPage(key);
        }
        slots[at(page, id)] = slot;
        inUse[page]++;
    }

    /** Removes an id that is there. */
    void remove(long id) {
        int page = page(id >> PAGE_BITS);
        slots[at(page, id)] = ReservationTable.NONE;
        if (--inUse[page] == 0) {
            unindex(page);
            inUse[page] = freeHead;
            freeHead = page;
            pages--;
        }
    }

    /** Pages in use: what memory is taken for. */
    int pages() {
        return pages;
    }

    /** Hands out the slots of all ids, in order of id. Allocates; nothing may change meanwhile. */
    void forEach(IntConsumer consumer) {
        long[] keys = new long[pages];
        int count = 0;
        for (int page : index) {
            if (page != NO_PAGE) {
                keys[count++] = pageKey[page];
            }
        }
        Arrays.sort(keys);
        for (long key : keys) {
            int first = page(key) << PAGE_BITS;
            for (int at = first; at < first + PAGE_IDS; at++) {
                if (slots[at] != ReservationTable.NONE) {
                    consumer.accept(slots[at]);
                }
            }
        }
    }

    private static int at(int page, long id) {
        return (page << PAGE_BITS) + ((int) id & PAGE_IDS - 1);
    }

    private int page(long key) {
        int mask = index.length - 1;
        for (int place = hash(key) & mask; index[place] != NO_PAGE; place = (place + 1) & mask) {
            if (pageKey[index[place]] == key) {
                return index[place];
            }
        }
        return NO_PAGE;
    }

    private int addPage(long key) {
        if ((pages + 1) * 2 > index.length) {
            rehash();
        }
        int page = freeHead;
        if (page == NO_PAGE) {
            page = usedPages++;
            if (page == inUse.length) {
                grow(inUse.length * 2);
            }
        } else {
            freeHead = inUse[page];
        }
        inUse[page] = 0;
        pageKey[page] = key;
        insert(page);
        pages++;
        return page;
    }

    private void insert(int page) {
        int mask = index.length - 1;
        int place = hash(pageKey[page]) & mask;
        while (index[place] != NO_PAGE) {
            place = (place + 1) & mask;
        }
        index[place] = page;
    }

    private void unindex(int page) {
        int mask = index.length - 1;
        int hole = hash(pageKey[page]) & mask;
        while (index[hole] != page) {
            hole = (hole + 1) & mask;
        }
        int place = hole;
        while (true) {
            place = (place + 1) & mask;
            int other = index[place];
            if (other == NO_PAGE) {
                break;
            }
            int home = hash(pageKey[other]) & mask;
            if (((place - home) & mask) >= ((place - hole) & mask)) {
                index[hole] = other;
                hole = place;
            }
        }
        index[hole] = NO_PAGE;
    }

    private static int hash(long key) {
        return (int) (key * 0x9E37_79B9_7F4A_7C15L >>> 32);
    }

    private void rehash() {
        int[] old = index;
        index = new int[old.length * 2];
        for (int page : old) {
            if (page != NO_PAGE) {
                insert(page);
            }
        }
    }

    private void grow(int capacity) {
        slots = Arrays.copyOf(slots, Math.multiplyExact(capacity, PAGE_IDS));
        pageKey = Arrays.copyOf(pageKey, capacity);
        inUse = Arrays.copyOf(inUse, capacity);
    }
}
