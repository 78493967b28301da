package orm_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Shared columns, on both sides.
type (
	model struct {
		ID        int64
		CreatedAt time.Time
	}
	modelCols struct {
		ID        col.Int64
		CreatedAt col.Time
	}
	status string

	ticket struct {
		model
		Title    string
		Status   status
		Points   *float64
		Done     bool
		ParentID *int64
		Parent   *ticket
		Parts    []*ticket
		Tags     []*tag
		Cache    map[string]int
		//lint:ignore U1000 what is not exported is not mapped
		hidden int
	}
	ticketMap struct {
		orm.Entity[ticket]
		modelCols
		Title    col.String
		Status   col.Of[status]
		Points   col.NullFloat64
		Done     col.Bool
		ParentID col.NullInt64
		Parent   orm.One[ticket, ticket]
		Parts    orm.Many[ticket, ticket]
		Tags     orm.Many[ticket, tag]
		Cache    orm.Unmapped
	}
	tag struct {
		ID      int64
		Name    string
		Tickets []*ticket
	}
	tagMap struct {
		orm.Entity[tag]
		ID      col.Int64
		Name    col.String
		Tickets orm.Many[tag, ticket]
	}
)

// Open is a hybrid: a method of the mapping struct works for every alias, too.
func (t *ticketMap) Open() azoth.Bool { return t.Done.Eq(false).And(t.Status.Ne("dropped")) }

type tracker struct {
	db      *orm.DB
	engine  *azoth.Engine
	tickets *ticketMap
	tags    *tagMap
	sql     *[]string
}

func newTracker(t *testing.T) tracker {
	t.Helper()
	r := orm.NewRegistry()
	x := tracker{tickets: orm.Declare[ticketMap](r, "tickets"), tags: orm.Declare[tagMap](r, "tags"), sql: &[]string{}}
	links := azoth.NewTable("ticket_tags", r.MetaData(),
		schema.Col("ticket_id", nil, schema.ForeignKeyTo("tickets.id"), schema.PrimaryKey()),
		schema.Col("tag_id", nil, schema.ForeignKeyTo("tags.id"), schema.PrimaryKey()))
	orm.Mixin(r, func(t *orm.Table, m *modelCols) {
		t.PrimaryKey(m.ID)
		t.Column(m.CreatedAt, "created")
	})
	orm.Define(x.tickets, func(t *orm.Table, m *ticketMap) {
		t.Type(m.Title, types.String(80))
		t.ForeignKey(m.ParentID).References(m.ID)
		t.Relation(m.Parts).BackPopulates(m.Parent).OrderBy(m.ID)
		t.Relation(m.Tags).Secondary(links).BackPopulates(x.tags.Tickets).OrderBy(x.tags.Name)
		t.Index(m.Title)
		t.Check(m.Title.Ne("")).Name("titled")
	})
	orm.Define(x.tags, func(t *orm.Table, m *tagMap) {
		t.PrimaryKey(m.ID)
		t.Unique(m.Name)
		t.Relation(m.Tickets).Secondary(links)
	})
	e, err := azoth.Open("sqlite://", azoth.Listen(azoth.Hooks{Statement: func(_ context.Context, e *azoth.StatementEvent) {
		*x.sql = append(*x.sql, strings.Join(strings.Fields(e.SQL), " "))
	}}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	if err := r.MetaData().CreateAll(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	x.engine, x.db = e, orm.New(e, r)
	return x
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// fill stores a tree of tickets with tags.
func (x tracker) fill(t *testing.T) {
	t.Helper()
	bug, ui := &tag{Name: "bug"}, &tag{Name: "ui"}
	points := 2.5
	root := &ticket{
		model: model{CreatedAt: noon}, Title: "root", Status: "open", Points: &points, Tags: []*tag{ui, bug},
		Parts: []*ticket{
			{model: model{CreatedAt: noon}, Title: "a", Status: "open", Done: true, Tags: []*tag{bug}},
			{model: model{CreatedAt: noon}, Title: "b", Status: "dropped"},
		},
	}
	if err := x.db.Transact(context.Background(), func(s *orm.Session) error { s.Add(root); return nil }); err != nil {
		t.Fatal(err)
	}
	*x.sql = nil
}

func (x tracker) session(t *testing.T) (context.Context, *orm.Session) {
	t.Helper()
	s := x.db.Session()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return context.Background(), s
}

func TestMappingOfManyKinds(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	root, err := azoth.Select(x.tickets).Where(x.tickets.ParentID.IsNull()).One(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	if root.Title != "root" || root.Status != "open" || *root.Points != 2.5 || root.Done || !root.CreatedAt.Equal(noon) {
		t.Errorf("read %+v", root)
	}
	if sql := (*x.sql)[0]; !strings.Contains(sql, "tickets.created,") {
		t.Errorf("the column's other name is missing: %s", sql)
	}
}

func TestHybridOnAlias(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	part := orm.Alias(x.tickets, "part")
	titles, err := azoth.Select(part.Title).Where(part.Open()).All(ctx, s)
	if err != nil || len(titles) != 1 || titles[0] != "root" {
		t.Errorf("%v %v", titles, err)
	}
	if sql := (*x.sql)[0]; !strings.Contains(sql, "FROM tickets AS part WHERE part.done = ? AND part.status != ?") {
		t.Error(sql)
	}
}

func TestTreeAndManyToMany(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	parent := orm.Alias(x.tickets, "parent")
	rows, err := azoth.Select2(x.tickets.Title, parent.Title.Nullable()).
		OuterJoin(x.tickets.Parent.To(parent)).OrderBy(x.tickets.ID).All(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || rows[0].V2 != nil || *rows[1].V2 != "root" {
		t.Errorf("%+v", rows)
	}
	tagged, err := azoth.Select(x.tickets).Where(x.tickets.Tags.Any(x.tags.Name.Eq("ui"))).
		Options(orm.SelectIn(x.tickets.Tags), orm.SelectIn(x.tickets.Parts, orm.SelectIn(x.tickets.Tags))).All(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	root := tagged[0]
	if len(tagged) != 1 || len(root.Tags) != 2 || root.Tags[0].Name != "bug" || len(root.Parts) != 2 {
		t.Fatalf("%+v", root)
	}
	if a := root.Parts[0]; a.Parent != root || len(a.Tags) != 1 || a.Tags[0] != root.Tags[0] {
		t.Errorf("the part is %+v", a)
	}
	with, err := azoth.Select(x.tickets.Title).Where(x.tickets.Parts.Any(x.tickets.Title.Eq("b"))).All(ctx, s)
	if err != nil || len(with) != 1 || with[0] != "root" {
		t.Errorf("a tree's Any: %v %v", with, err)
	}
	joined, err := azoth.Select2(x.tickets.Title, x.tags.Name).Join(x.tickets.Tags).OrderBy(x.tickets.ID, x.tags.Name).All(ctx, s)
	if err != nil || len(joined) != 3 || joined[0].V2 != "bug" || joined[2].V1 != "a" {
		t.Errorf("a joined many-to-many: %+v %v", joined, err)
	}
}

func TestJoinedStrategies(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx := context.Background()
	for name, q := range map[string]azoth.SelectOf[*ticket]{
		"collection":          azoth.Select(x.tickets).Options(orm.Joined(x.tickets.Tags)).OrderBy(x.tickets.ID),
		"collection, limited": azoth.Select(x.tickets).Options(orm.Joined(x.tickets.Tags)).OrderBy(x.tickets.ID).Limit(3),
		"two collections":     azoth.Select(x.tickets).Options(orm.Joined(x.tickets.Tags), orm.Joined(x.tickets.Parts)).OrderBy(x.tickets.ID),
		"nested":              azoth.Select(x.tickets).Options(orm.Joined(x.tickets.Parts, orm.Joined(x.tickets.Tags)), orm.Joined(x.tickets.Tags)).OrderBy(x.tickets.ID),
		"reference":           azoth.Select(x.tickets).Options(orm.Joined(x.tickets.Parent), orm.SelectIn(x.tickets.Tags)).OrderBy(x.tickets.ID),
	} {
		t.Run(name, func(t *testing.T) {
			_, s := x.session(t)
			all, err := q.All(ctx, s)
			if err != nil {
				t.Fatal(err)
			}
			if len(all) != 3 || len(all[0].Tags) != 2 || len(all[1].Tags) != 1 || all[1].Tags[0] != all[0].Tags[0] {
				t.Fatalf("%d tickets, %+v", len(all), all)
			}
			if strings.Contains(name, "two") || name == "nested" {
				if len(all[0].Parts) != 2 || all[0].Parts[0] != all[1] || all[0].Parts[1].Parts == nil && name == "two collections" {
					t.Errorf("parts %+v", all[0].Parts)
				}
			}
			if name == "reference" && (all[0].Parent != nil || all[1].Parent != all[0]) {
				t.Errorf("parents %v %v", all[0].Parent, all[1].Parent)
			}
			for _, p := range all {
				if p.Tags == nil {
					t.Errorf("%s: a loaded empty collection is nil", p.Title)
				}
			}
		})
	}
}

func TestFirstWithJoinedCollection(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	root, ok, err := azoth.Select(x.tickets).Options(orm.Joined(x.tickets.Parts)).OrderBy(x.tickets.ID).First(ctx, s)
	if err != nil || !ok || len(root.Parts) != 2 {
		t.Errorf("First gives a part of the collection: %+v %v", root, err)
	}
	one, err := azoth.Select(x.tickets).Options(orm.Joined(x.tickets.Parts)).Where(x.tickets.Title.Eq("root")).One(ctx, s)
	if err != nil || one != root {
		t.Errorf("One counts rows instead of objects: %v", err)
	}
}

func TestImperativeMapping(t *testing.T) {
	ctx := context.Background()
	r := orm.NewRegistry()
	table := azoth.NewTable("owners", r.MetaData(),
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("name", types.String(20), schema.NotNull()),
		schema.Col("note", types.Text()))
	owners := orm.DeclareTable[ownerMap](r, table)
	e, err := azoth.Open("sqlite://")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	if err := r.MetaData().CreateAll(ctx, e); err != nil {
		t.Fatal(err)
	}
	db := orm.New(e, r)
	if err := db.Transact(ctx, func(s *orm.Session) error { s.Add(&owner{Name: "ed"}); return nil }); err != nil {
		t.Fatal(err)
	}
	o, err := azoth.Select(owners).Where(table.C("name").Eq("ed")).One(ctx, db)
	if err != nil || o.ID != 1 || o.Name != "ed" {
		t.Errorf("%+v %v", o, err)
	}
	defer func() {
		if err, _ := recover().(error); err == nil || !strings.Contains(err.Error(), "has no column owner_id") {
			t.Errorf("a mapping that the table does not fit: %v", err)
		}
	}()
	orm.DeclareTable[petMap](orm.NewRegistry(), table)
}
