package orm_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

// sheet has columns of all types whose values MariaDB is given as a list of rows, in which every column gets one type and one length.
type sheet struct {
	ID            int64
	Version       int
	Word          *string
	Exact         string
	Long          *string
	Small         *int16
	Large         int64
	Good          *bool
	Latin, German string
}

type sheetMap struct {
	orm.Entity[sheet]
	ID            col.Int64
	Version       col.Int
	Word          col.NullString
	Exact         col.String
	Long          col.NullString
	Small         col.NullInt16
	Large         col.Int64
	Good          col.NullBool
	Latin, German col.String
}

// TestListedUpdates changes many objects again and again by the same statement, with values of other lengths and kinds each time.
func TestListedUpdates(t *testing.T) {
	ctx := context.Background()
	e, err := azoth.Open(dbfleet.MariaDB(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	for _, sql := range []string{
		"DROP TABLE IF EXISTS sheet",
		`CREATE TABLE sheet (id BIGINT PRIMARY KEY AUTO_INCREMENT, version INT NOT NULL, word VARCHAR(5000), exact VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
			long_text LONGTEXT, small SMALLINT, large BIGINT NOT NULL, good BOOL,
			latin VARCHAR(20) CHARACTER SET latin1 NOT NULL, german VARCHAR(20) COLLATE utf8mb4_german2_ci NOT NULL)`,
	} {
		if _, err := azoth.Text[int64](sql).Exec(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	r := orm.NewRegistry()
	m := orm.Declare[sheetMap](r, "sheet")
	orm.Define(m, func(t *orm.Table, s *sheetMap) {
		t.PrimaryKey(s.ID)
		t.Version(s.Version)
		t.Type(s.Word, types.String(5000))
		t.Type(s.Exact, types.String(20))
		t.Column(s.Long, "long_text")
	})
	db := orm.New(e, r)
	const n = 100
	write := func(edit func(i int, x *sheet)) {
		t.Helper()
		want := make([]sheet, n)
		err := db.Transact(ctx, func(s *orm.Session) error {
			all, err := azoth.Select(m).OrderBy(m.ID).All(ctx, s)
			if err != nil {
				return err
			}
			for i, x := range all {
				edit(i, x)
			}
			if err := s.Flush(ctx); err != nil {
				return err
			}
			for i, x := range all {
				want[i] = *x
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := azoth.Select(m).OrderBy(m.ID).All(ctx, db.Session())
		if err != nil || len(got) != n {
			t.Fatal(len(got), err)
		}
		for i, x := range got {
			if !sameSheet(*x, want[i]) {
				t.Fatalf("row %d is %s, want %s", i, sheetText(*x), sheetText(want[i]))
			}
		}
	}
	all := make([]*sheet, n)
	for i := range all {
		all[i] = &sheet{Large: 1}
	}
	if err := db.Transact(ctx, func(s *orm.Session) error { s.Add(all); return nil }); err != nil {
		t.Fatal(err)
	}
	fill := func(size int) func(i int, x *sheet) {
		return func(i int, x *sheet) {
			word, long := strings.Repeat("wö", (i+size)%(size/3+1)), strings.Repeat("long 😀 ", (i*size)%(20*size+1))
			small, good := int16(math.MinInt16+i), i%2 == 0
			x.Word, x.Long, x.Small, x.Good = &word, &long, &small, &good
			if i%3 == 0 { // of the first row too, which has the say on the types
				x.Word, x.Long, x.Small, x.Good = nil, nil, nil, nil
			}
			x.Exact, x.Latin, x.German = strings.Repeat("ß", i%15)+strings.Repeat(" ", i%3)+strings.Repeat("\\\x00", i%2), strings.Repeat("ü", (i+size)%20), strings.Repeat("ä", i%7)
			x.Large = math.MaxInt64 - int64(i*size)
			if i%2 == 0 {
				x.Large = math.MinInt64 + int64(i)
			}
		}
	}
	for _, size := range []int{3, 3000, 7, 4500} {
		write(fill(size))
	}
	write(func(_ int, x *sheet) { x.Word, x.Long, x.Small, x.Good = nil, nil, nil, nil }) // a column of NULLs
	write(fill(50))
}

func sameSheet(a, b sheet) bool { return sheetText(a) == sheetText(b) }

func sheetText(x sheet) string {
	return strings.Join([]string{show(x.ID), show(x.Version), showPtr(x.Word), x.Exact, showPtr(x.Long), showPtr(x.Small), show(x.Large), showPtr(x.Good), x.Latin, x.German}, "|")
}

func showPtr[V any](p *V) string {
	if p == nil {
		return "NULL"
	}
	return show(*p)
}

func show(v any) string { return fmt.Sprint(v) }
