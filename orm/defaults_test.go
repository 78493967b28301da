package orm_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// piece has a column for every way in which one is filled.
type piece struct {
	Code    string  // a function, for the key
	Title   string  // the program
	Slug    *string // a function that sees the row
	Size    *int64  // a SQL expression with a value, at INSERT and at UPDATE
	Edits   *int    // a function, at UPDATE
	Trig    *string // a trigger, at INSERT
	Touched *int    // a trigger, at UPDATE
}

type pieceMap struct {
	orm.Entity[piece]
	Code    col.String
	Title   col.String
	Slug    col.NullString
	Size    col.NullInt64
	Edits   col.NullInt
	Trig    col.NullString
	Touched col.NullInt
}

// pieces is a registry of its own: its functions count.
func pieces(calls *int, define ...func(t *orm.Table, p *pieceMap)) (*orm.Registry, *pieceMap) {
	r := orm.NewRegistry()
	ps := orm.Declare[pieceMap](r, "piece")
	count := func() int { *calls++; return *calls }
	orm.Define(ps, func(t *orm.Table, p *pieceMap) {
		t.PrimaryKey(p.Code)
		for _, c := range []expr.Column{p.Code, p.Title, p.Slug, p.Trig} {
			t.Type(c, types.String(50))
		}
		t.OnInsert(
			p.Code.SetFunc(func() string { return fmt.Sprintf("c%d", count()) }),
			p.Slug.SetContextFunc(func(_ context.Context, row schema.DefaultContext) (*string, error) {
				title, ok := row.Of(p.Title)
				if code, _ := row.Value("code"); !ok || title.Text() == "bad" {
					return nil, fmt.Errorf("no slug for %s", code.Text())
				}
				return ptr(strings.ToLower(title.Text())), nil
			}),
			p.Size.SetExpr(fn.Abs(expr.MakeNumber[int64, int64](azoth.Lit(int64(-40)))).Add(2)),
		)
		t.OnUpdate(p.Edits.SetFunc(func() *int { return ptr(count()) }), p.Size.SetExpr(p.Size.Add(1)))
		t.FetchedOnInsert(p.Trig)
		t.FetchedOnUpdate(p.Touched)
		for _, d := range define {
			d(t, p)
		}
	})
	return r, ps
}

// pieceTriggers are the triggers of a database.
var pieceTriggers = map[string][]string{
	"sqlite": {
		"CREATE TRIGGER piece_i AFTER INSERT ON piece BEGIN UPDATE piece SET trig = 't ' || title WHERE code = NEW.code; END",
		"CREATE TRIGGER piece_u AFTER UPDATE OF title ON piece BEGIN UPDATE piece SET touched = coalesce(touched, 0) + 1 WHERE code = NEW.code; END",
	},
	"postgresql": {
		"CREATE OR REPLACE FUNCTION piece_i() RETURNS trigger AS $$ BEGIN NEW.trig := 't ' || NEW.title; RETURN NEW; END $$ LANGUAGE plpgsql",
		"CREATE OR REPLACE FUNCTION piece_u() RETURNS trigger AS $$ BEGIN NEW.touched := coalesce(OLD.touched, 0) + 1; RETURN NEW; END $$ LANGUAGE plpgsql",
		"CREATE TRIGGER piece_i BEFORE INSERT ON piece FOR EACH ROW EXECUTE FUNCTION piece_i()",
		"CREATE TRIGGER piece_u BEFORE UPDATE ON piece FOR EACH ROW EXECUTE FUNCTION piece_u()",
	},
	"mysql": {
		"CREATE TRIGGER piece_i BEFORE INSERT ON piece FOR EACH ROW SET NEW.trig = concat('t ', NEW.title)",
		"CREATE TRIGGER piece_u BEFORE UPDATE ON piece FOR EACH ROW SET NEW.touched = coalesce(OLD.touched, 0) + 1",
	},
}

// eachDatabase runs f on an engine of every database, with the statements that it sends.
func eachDatabase(t *testing.T, f func(t *testing.T, e *engine.Engine, sent *[]string)) {
	for name, url := range map[string]func(testing.TB) string{
		"sqlite": func(testing.TB) string { return "sqlite:///:memory:" }, "postgresql": dbfleet.PostgreSQL, "mysql": dbfleet.MariaDB,
	} {
		t.Run(name, func(t *testing.T) {
			var sent []string
			e, err := azoth.Open(url(t), engine.Listen(engine.Hooks{Statement: func(_ context.Context, ev *engine.StatementEvent) { sent = append(sent, ev.SQL) }}))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = e.Close() })
			f(t, e, &sent)
		})
	}
}

// createPieces makes the table anew, with its triggers.
func createPieces(t *testing.T, e *engine.Engine, r *orm.Registry) {
	t.Helper()
	ctx := context.Background()
	if err := r.MetaData().DropAll(ctx, e); err != nil {
		t.Fatal(err)
	}
	if err := r.MetaData().CreateAll(ctx, e); err != nil {
		t.Fatal(err)
	}
	for _, sql := range pieceTriggers[e.URL().Dialect()] {
		if _, err := azoth.Text[int64](sql).Exec(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
}

// show is what an object holds.
func (p *piece) show() string {
	text := func(v *string) string {
		if v == nil {
			return "-"
		}
		return *v
	}
	return fmt.Sprint(p.Code, " ", p.Title, " ", text(p.Slug), " ", deref(p.Size), " ", deref(p.Edits), " ", text(p.Trig), " ", deref(p.Touched))
}

func deref[V any](p *V) any {
	if p == nil {
		return "-"
	}
	return *p
}

// TestFilledColumns writes objects whose columns are filled in every way, on every database: memory says what the row says.
func TestFilledColumns(t *testing.T) {
	for _, quiet := range []bool{false, true} {
		t.Run(fmt.Sprint("without RETURNING ", quiet), func(t *testing.T) {
			eachDatabase(t, func(t *testing.T, e *engine.Engine, _ *[]string) {
				calls, ctx := 0, context.Background()
				r, ps := pieces(&calls, func(t *orm.Table, _ *pieceMap) {
					if quiet {
						t.NoReturning()
					}
				})
				createPieces(t, e, r)
				s := orm.New(e, r).Session()
				defer s.Close()
				one, given := &piece{Title: "Go"}, &piece{Code: "own", Title: "Db", Slug: ptr("mine"), Size: ptr(int64(7))}
				s.Add(one, given)
				for i := range 60 { // enough for pages
					s.Add(&piece{Title: fmt.Sprintf("T%02d", i)})
				}
				if err := s.Flush(ctx); err != nil {
					t.Fatal(err)
				}
				if got, want := one.show(), "c1 Go go 42 - t Go -"; got != want {
					t.Errorf("inserted %q, want %q", got, want)
				}
				if got, want := given.show(), "own Db mine 7 - t Db -"; got != want {
					t.Errorf("inserted %q, want %q", got, want)
				}
				if calls != 61 {
					t.Errorf("%d calls for 61 keys", calls)
				}
				one.Title = "Gone"
				given.Title, given.Edits, given.Size = "Data", ptr(-1), ptr(int64(1))
				if err := s.Commit(ctx); err != nil {
					t.Fatal(err)
				}
				if got, want := one.show(), "c1 Gone go 43 62 t Go 1"; got != want {
					t.Errorf("updated %q, want %q", got, want)
				}
				if got, want := given.show(), "own Data mine 1 -1 t Db 1"; got != want {
					t.Errorf("updated %q, want %q", got, want)
				}
				read, err := azoth.Select(ps).OrderBy(ps.Code).All(ctx, e)
				if err != nil || len(read) != 62 {
					t.Fatal(len(read), err)
				}
				for _, p := range []*piece{one, given} {
					if i := slices.IndexFunc(read, func(x *piece) bool { return x.Code == p.Code }); read[i].show() != p.show() {
						t.Errorf("the row is %q, memory %q", read[i].show(), p.show())
					}
				}
			})
		})
	}
}

// TestFilledColumnsRolledBack checks that objects have after a rollback what they had before, also where the database had filled them.
func TestFilledColumnsRolledBack(t *testing.T) {
	calls, ctx := 0, context.Background()
	r, _ := pieces(&calls)
	e, err := azoth.Open("sqlite:///:memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	createPieces(t, e, r)
	s := orm.New(e, r).Session()
	defer s.Close()
	kept, lost := &piece{Title: "kept"}, &piece{Title: "lost"}
	s.Add(kept)
	if err := s.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	before := kept.show()
	kept.Title = "changed"
	s.Add(lost)
	if err := s.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Rollback(ctx); err != nil {
		t.Fatal(err)
	}
	if kept.show() != before {
		t.Errorf("after the rollback %q, before %q", kept.show(), before)
	}
	if got, want := lost.show(), " lost - - - - -"; got != want {
		t.Errorf("after the rollback %q, want %q", got, want)
	}
}

// TestFilledByFailingFunction checks that nothing is sent if a function fails, and that the error names entity, table and column.
func TestFilledByFailingFunction(t *testing.T) {
	calls, ctx := 0, context.Background()
	r, ps := pieces(&calls)
	var sent []string
	e, err := azoth.Open("sqlite:///:memory:", engine.Listen(engine.Hooks{Statement: func(_ context.Context, ev *engine.StatementEvent) { sent = append(sent, ev.SQL) }}))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	createPieces(t, e, r)
	sent = nil
	s := orm.New(e, r).Session()
	s.Add(&piece{Title: "bad"})
	err = errors.Join(s.Flush(ctx), s.Close())
	var failed *expr.DefaultError
	if !errors.As(err, &failed) || failed.Table != "piece" || failed.Column != "slug" || !strings.Contains(err.Error(), "no slug for c1") {
		t.Errorf("%v", err)
	}
	_, err = azoth.Insert(ps).Rows(&piece{Title: "good"}, &piece{Title: "bad"}).Exec(ctx, e)
	if !errors.As(err, &failed) || failed.Column != "slug" || failed.Row != 2 {
		t.Errorf("%v", err)
	}
	if slices.ContainsFunc(sent, func(sql string) bool { return strings.HasPrefix(sql, "INSERT") }) {
		t.Errorf("sent %q", sent)
	}
}

// TestDefaultsOfStatements checks that the defaults of a mapping also hold for statements of the program, even for those that were built before
// the definitions ran.
func TestDefaultsOfStatements(t *testing.T) {
	calls := 0
	r, ps := pieces(&calls)
	early := azoth.Insert(ps).Values(ps.Title.Set("Early")).Values(ps.Title.Set("Bird"))
	edit := azoth.Update(ps).Set(ps.Title.Set("Late")).Where(ps.Slug.Eq("bird"))
	if r == nil || calls != 0 {
		t.Fatal("a function ran too soon")
	}
	eachDatabase(t, func(t *testing.T, e *engine.Engine, _ *[]string) {
		calls = 0
		ctx := context.Background()
		createPieces(t, e, r)
		for range 2 {
			if n, err := early.Exec(ctx, e); err != nil || n != 2 {
				t.Fatal(n, err)
			}
		}
		if n, err := edit.Exec(ctx, e); err != nil || n != 2 {
			t.Fatal(n, err)
		}
		if _, err := azoth.Insert(ps).Rows(&piece{Title: "Row"}).Exec(ctx, e); err != nil {
			t.Fatal(err)
		}
		got, err := azoth.Select3(ps.Code, ps.Title, ps.Edits.Coalesce(0)).OrderBy(ps.Code).All(ctx, e)
		if want := "[{c1 Early 0} {c2 Late 5} {c3 Early 0} {c4 Late 5} {c6 Row 0}]"; err != nil || fmt.Sprint(got) != want {
			t.Errorf("%v, %v; want %s", got, err, want)
		}
	})
}
