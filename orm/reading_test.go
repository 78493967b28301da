package orm_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestSameStatementEverywhere(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx := context.Background()
	all := azoth.Select(x.tickets).OrderBy(x.tickets.ID)
	for name, ex := range map[string]azoth.Executor{"engine": x.engine, "db": x.db} {
		t.Run(name, func(t *testing.T) { readAll(ctx, t, all, ex) })
	}
	c, err := x.engine.Connect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("connection", func(t *testing.T) { readAll(ctx, t, all, c) })
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	_, s := x.session(t)
	t.Run("session", func(t *testing.T) { readAll(ctx, t, all, s) })
}

func readAll(ctx context.Context, t *testing.T, q azoth.SelectOf[*ticket], ex azoth.Executor) {
	t.Helper()
	tickets, err := q.All(ctx, ex)
	if err != nil || len(tickets) != 3 || tickets[2].Title != "b" {
		t.Fatalf("All: %v %v", tickets, err)
	}
	if n, err := q.Count(ctx, ex); err != nil || n != 3 {
		t.Errorf("Count: %d %v", n, err)
	}
	if ok, err := q.Exists(ctx, ex); err != nil || !ok {
		t.Errorf("Exists: %v %v", ok, err)
	}
	if first, ok, err := q.First(ctx, ex); err != nil || !ok || first.Title != "root" {
		t.Errorf("First: %v %v", first, err)
	}
	if _, err := q.One(ctx, ex); !errors.Is(err, orm.ErrMultipleResults) {
		t.Errorf("One of three: %v", err)
	}
	var titles []string
	for tk, err := range q.Iter(ctx, ex) {
		if err != nil {
			t.Fatal(err)
		}
		titles = append(titles, tk.Title)
		if len(titles) == 2 {
			break // the connection comes back
		}
	}
	if !slices.Equal(titles, []string{"root", "a"}) {
		t.Errorf("Iter: %v", titles)
	}
	if _, err := q.All(ctx, ex); err != nil {
		t.Errorf("after a broken loop: %v", err)
	}
}

func TestOneObjectPerRowWithoutSession(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	rows, err := azoth.Select2(x.tickets, x.tags).Join(x.tickets.Tags).OrderBy(x.tickets.ID, x.tags.ID).All(context.Background(), x.engine)
	if err != nil || len(rows) != 3 {
		t.Fatal(rows, err)
	}
	if rows[0].V1 != rows[1].V1 || rows[0].V2 != rows[2].V2 && rows[1].V2 != rows[2].V2 {
		t.Error("one row is two objects in one result")
	}
}

type ticketReport struct {
	Title  string
	Total  int64
	Nested struct{ Points *float64 }
	Ticket *ticket
}

func TestSelectInto(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	q := azoth.SelectInto(func(r *ticketReport) azoth.Fields {
		return azoth.Fields{
			azoth.Into(&r.Total, fn.Count(x.tags.ID)),
			azoth.Into(&r.Title, x.tickets.Title),
			azoth.Into(&r.Nested.Points, x.tickets.Points),
			azoth.Into(&r.Ticket, x.tickets),
		}
	}).OuterJoin(x.tickets.Tags).GroupBy(x.tickets.ID).OrderBy(x.tickets.ID)
	rows, err := q.All(ctx, s)
	if err != nil || len(rows) != 3 {
		t.Fatal(rows, err)
	}
	if r := rows[0]; r.Title != "root" || r.Total != 2 || *r.Nested.Points != 2.5 || r.Ticket.Title != "root" || !s.Contains(r.Ticket) {
		t.Errorf("%+v", r)
	}
	if rows[2].Total != 0 || rows[2].Nested.Points != nil {
		t.Errorf("%+v", rows[2])
	}
	var elsewhere string
	bad := azoth.SelectInto(func(r *ticketReport) azoth.Fields { return azoth.Fields{azoth.Into(&elsewhere, x.tickets.Title)} })
	if _, err := bad.All(ctx, s); err == nil || !strings.Contains(err.Error(), "does not point into the ticketReport") {
		t.Errorf("a pointer to elsewhere: %v", err)
	}
}

func TestTextRows(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx := context.Background()
	type row struct {
		ID    int64
		Title string
	}
	for name, ex := range map[string]azoth.Executor{"engine": x.engine, "db": x.db} {
		t.Run(name, func(t *testing.T) {
			rows, err := azoth.Text[row]("SELECT title, id FROM tickets WHERE id > :id ORDER BY id").Bind("id", 1).All(ctx, ex)
			if err != nil || len(rows) != 2 || rows[0] != (row{2, "a"}) {
				t.Errorf("structs: %v %v", rows, err)
			}
			n, err := azoth.Text[int64]("SELECT count(*) FROM tickets").One(ctx, ex)
			if err != nil || n != 3 {
				t.Errorf("a number: %v %v", n, err)
			}
			tk, err := azoth.FromText(x.tickets, "SELECT * FROM tickets WHERE title = ':x' OR id = :id").Bind("id", 2).One(ctx, ex)
			if err != nil || tk.Title != "a" {
				t.Errorf("an entity: %+v %v", tk, err)
			}
		})
	}
	if _, err := azoth.Text[row]("SELECT id FROM tickets WHERE id = :nobody").All(ctx, x.engine); err == nil || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("a placeholder without a value: %v", err)
	}
	_, s := x.session(t)
	if _, err := azoth.FromText(x.tickets, "SELECT title FROM tickets").All(ctx, s); err == nil || !strings.Contains(err.Error(), "no column id") {
		t.Errorf("an entity without its key: %v", err)
	}
}

func TestOptionalConditions(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	title := "a"
	var none *string
	q := azoth.Select(x.tickets.Title).Where(
		azoth.IfSet(&title, x.tickets.Title.Eq), azoth.IfSet(none, x.tickets.Title.Ne), azoth.IfAny([]int64{}, x.tickets.ID.In))
	got, err := q.All(ctx, s)
	if err != nil || !slices.Equal(got, []string{"a"}) {
		t.Errorf("%v %v", got, err)
	}
	if sql := (*x.sql)[0]; sql != "SELECT tickets.title FROM tickets WHERE tickets.title = ?" {
		t.Error(sql)
	}
	allowed := map[string]expr.Node{"title": x.tickets.Title, "done": x.tickets.Done}
	order, err := azoth.SortBy(allowed, "-done,title")
	if err != nil {
		t.Fatal(err)
	}
	got, err = azoth.Select(x.tickets.Title).OrderBy(order...).All(ctx, s)
	if err != nil || !slices.Equal(got, []string{"a", "b", "root"}) {
		t.Errorf("%v %v", got, err)
	}
	if _, err := azoth.SortBy(allowed, "title; DROP TABLE tickets"); err == nil {
		t.Error("a name that is not allowed went through")
	}
}

func TestOptionsOnOneItemAmongOthers(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	rows, err := azoth.Select2(orm.With(x.tickets, orm.SelectIn(x.tickets.Tags)), fn.Count(x.tags.ID)).
		OuterJoin(x.tickets.Tags).GroupBy(x.tickets.ID).OrderBy(x.tickets.ID).All(ctx, s)
	if err != nil || len(rows) != 3 || len(rows[0].V1.Tags) != 2 || rows[0].V2 != 2 {
		t.Errorf("%+v %v", rows, err)
	}
}

func TestContainsEagerCollection(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	part := orm.Alias(x.tickets, "part")
	all, err := azoth.Select(x.tickets).Join(x.tickets.Parts.To(part)).Where(part.Title.Eq("a")).
		Options(orm.ContainsEager(x.tickets.Parts.To(part))).All(ctx, s)
	if err != nil || len(all) != 1 || len(all[0].Parts) != 1 || all[0].Parts[0].Title != "a" {
		t.Errorf("%+v %v", all, err)
	}
}

func TestIterWithLoaderOptions(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	seen := 0
	for tk, err := range azoth.Select(x.tickets).Options(orm.SelectIn(x.tickets.Tags)).OrderBy(x.tickets.ID).Iter(ctx, s) {
		if err != nil {
			t.Fatal(err)
		}
		if tk.Tags == nil {
			t.Errorf("%s: tags are not loaded when the row is yielded", tk.Title)
		}
		if _, err := azoth.Select(x.tags).All(ctx, s); !errors.Is(err, orm.ErrStreamOpen) {
			t.Errorf("a statement inside of the loop: %v", err)
		}
		seen++
	}
	if _, err := azoth.Select(x.tags).All(ctx, s); err != nil || seen != 3 {
		t.Errorf("after %d rows: %v", seen, err)
	}
}

func TestUntracked(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	for tk, err := range azoth.Select(x.tickets).Options(orm.Untracked(x.tickets)).Iter(ctx, s) {
		if err != nil || s.Contains(tk) {
			t.Errorf("%v %v", tk, err)
		}
	}
	tk, err := azoth.Select(x.tickets).Options(orm.WithoutSnapshot(x.tickets)).Where(x.tickets.ID.Eq(1)).One(ctx, s)
	if err != nil || !s.Contains(tk) {
		t.Fatal(err)
	}
	*x.sql = nil
	tk.Title = "edited"
	if err := s.Flush(ctx); err != nil || len(*x.sql) != 0 {
		t.Errorf("an object without a snapshot was written: %v %v", *x.sql, err)
	}
}

func TestNestedCursorsOfOneStatement(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx := context.Background()
	q := azoth.Select(x.tickets.ID).OrderBy(x.tickets.ID)
	c, err := x.engine.Connect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	n := 0
	for outer, err := range q.Iter(ctx, c) {
		if err != nil {
			t.Fatal(err)
		}
		for inner, err := range q.Iter(ctx, c) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; inner == 2 {
				break
			}
		}
		_ = outer
	}
	if n != 6 {
		t.Errorf("%d rows of the inner statement, want 6", n)
	}
}

func TestCartesianProductIsAnError(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	_, err := azoth.Select2(x.tickets.Title, x.tags.Name).All(ctx, s)
	if err == nil || !strings.Contains(err.Error(), "tickets") || !strings.Contains(err.Error(), "tags") {
		t.Errorf("two tables that nothing links: %v", err)
	}
	rows, err := azoth.Select2(x.tickets.Title, x.tags.Name).CrossJoin().All(ctx, s)
	if err != nil || len(rows) != 6 {
		t.Errorf("said: %d rows, %v", len(rows), err)
	}
}

func TestBulkStatementsMakeObjectsStale(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	root, err := orm.Get(ctx, s, x.tickets, 1)
	if err != nil {
		t.Fatal(err)
	}
	n, err := azoth.Update(x.tickets).Set(x.tickets.Title.Set("changed")).Where(x.tickets.ID.Eq(1)).Exec(ctx, s)
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if again, err := orm.Get(ctx, s, x.tickets, 1); err != nil || again != root || root.Title != "changed" {
		t.Errorf("%+v %v", again, err)
	}
	if err := s.Rollback(ctx); err != nil || root.Title != "root" {
		t.Errorf("after Rollback: %q %v", root.Title, err)
	}
	if _, err := azoth.Delete(x.tags).Exec(ctx, s); err == nil {
		t.Error("DELETE without a condition went through")
	}
}

func TestInsertRowsOfEntities(t *testing.T) {
	x := newTracker(t)
	ctx := context.Background()
	ids, err := azoth.Returning(azoth.Insert(x.tags).Rows(&tag{Name: "x"}, &tag{Name: "y"}), x.tags.ID).All(ctx, x.db)
	if err != nil || !slices.Equal(ids, []int64{1, 2}) {
		t.Fatal(ids, err)
	}
	up := azoth.Insert(x.tags).Rows(&tag{Name: "x"}).OnConflict(x.tags.Name).DoNothing()
	if n, err := up.Exec(ctx, x.db); err != nil || n != 0 {
		t.Errorf("an upsert of what is there: %d %v", n, err)
	}
	if n, err := azoth.Select(x.tags).Count(ctx, x.db); err != nil || n != 2 {
		t.Errorf("%d tags, %v", n, err)
	}
}
