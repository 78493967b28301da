package orm_test

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
)

type branch struct {
	ID     int64
	Name   string
	Leaves []*leaf
}

type leaf struct {
	ID       int64
	BranchID int64
	Name     string
	Branch   *branch
}

type branchMap struct {
	orm.Entity[branch]
	ID     col.Int64
	Name   col.String
	Leaves orm.Many[branch, leaf]
}

type leafMap struct {
	orm.Entity[leaf]
	ID, BranchID col.Int64
	Name         col.String
	Branch       orm.One[leaf, branch]
}

func branches() (*orm.Registry, *branchMap, *leafMap) {
	r := orm.NewRegistry()
	bs, ls := orm.Declare[branchMap](r, "branch"), orm.Declare[leafMap](r, "leaf")
	orm.Define(bs, func(t *orm.Table, b *branchMap) {
		t.PrimaryKey(b.ID)
		t.Relation(b.Leaves).BackPopulates(ls.Branch).Cascade(orm.CascadeAll, orm.CascadeDeleteOrphan)
	})
	orm.Define(ls, func(t *orm.Table, l *leafMap) {
		t.PrimaryKey(l.ID)
		t.ForeignKey(l.BranchID).References(bs.ID)
	})
	return r, bs, ls
}

const graphParents, graphChildren = 1000, 10

func addGraph(ctx context.Context, tb testing.TB, db *orm.DB) {
	tb.Helper()
	s := db.Session()
	for range graphParents {
		b := &branch{Name: "a branch"}
		for range graphChildren {
			b.Leaves = append(b.Leaves, &leaf{Name: "a leaf"})
		}
		s.Add(b)
	}
	if err := s.Commit(ctx); err != nil {
		tb.Fatal(err)
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkGraph flushes 1,000 new objects with ten children each.
func BenchmarkGraph(b *testing.B) {
	for _, d := range benchDatabases(b) {
		b.Run(d.name, func(b *testing.B) {
			ctx := context.Background()
			e, err := azoth.Open(d.url)
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = e.Close() })
			r, _, _ := branches()
			db := orm.New(e, r)
			for _, f := range []func(context.Context, expr.Executor, ...schema.DDLOption) error{r.MetaData().DropAll, r.MetaData().CreateAll} {
				if err := f(ctx, e); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				addGraph(ctx, b, db)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(graphParents*(graphChildren+1)), "ns/row")
		})
	}
}

// BenchmarkGraphLoad loads the graph by SELECT … IN and by joins.
func BenchmarkGraphLoad(b *testing.B) {
	for _, d := range benchDatabases(b) {
		b.Run(d.name, func(b *testing.B) { loadGraph(b, d.url) })
	}
}

func loadGraph(b *testing.B, url string) {
	ctx := context.Background()
	e, err := azoth.Open(url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	r, bs, _ := branches()
	for _, f := range []func(context.Context, expr.Executor, ...schema.DDLOption) error{r.MetaData().DropAll, r.MetaData().CreateAll} {
		if err := f(ctx, e); err != nil {
			b.Fatal(err)
		}
	}
	db := orm.New(e, r)
	addGraph(ctx, b, db)
	for name, option := range map[string]expr.LoadOption[*branch]{"selectin": orm.SelectIn(bs.Leaves), "joined": orm.Joined(bs.Leaves)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s := db.Session()
				all, err := azoth.Select(bs).Options(option).All(ctx, s)
				if err != nil || len(all) != graphParents || len(all[7].Leaves) != graphChildren {
					b.Fatal(len(all), err)
				}
				_ = s.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(graphParents*(graphChildren+1)), "ns/row")
		})
	}
}
