package ddltest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/schema"
)

// couple are two tables that reference each other.
func couple() *schema.MetaData {
	meta := azoth.NewMetaData()
	azoth.NewTable("hens", meta, key(), schema.Col("hatched_from", nil, schema.ForeignKeyTo("eggs.id", schema.Name("fk_egg"))))
	azoth.NewTable("eggs", meta, key(), schema.Col("laid_by", nil, schema.ForeignKeyTo("hens.id", schema.Name("fk_hen"))))
	return meta
}

// fillCouple puts rows into both that refer to each other, and to themselves.
func (db *database) fillCouple(t *testing.T) {
	t.Helper()
	for _, sql := range []string{
		"INSERT INTO hens (id) VALUES (1), (2)", "INSERT INTO eggs (id, laid_by) VALUES (1, 1), (2, 2)", "UPDATE hens SET hatched_from = id",
	} {
		db.exec(t, sql)
	}
}

func TestDropTablesWhoseRowsReferenceEachOther(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := couple()
		if err := meta.CreateAll(ctx, db); err != nil {
			t.Fatal(err)
		}
		db.fillCouple(t)
		if err := meta.DropAll(ctx, db); err != nil {
			t.Fatal(err)
		}
		if err := meta.CreateAll(ctx, db); err != nil { // nothing is left, and the keys hold again
			t.Fatal(err)
		}
		if err := db.try("INSERT INTO eggs (id, laid_by) VALUES (1, 9)"); !errors.Is(err, dialect.ErrForeignKey) {
			t.Errorf("an egg without a hen: %v", err)
		}
	})
}

// A table that is not dropped, and whose rows need one that is, keeps all of them where DDL is part of a transaction.
func TestDropTablesThatOthersNeed(t *testing.T) {
	eachDatabase(t, "sqlite", func(t *testing.T, db *database) {
		meta := couple()
		if err := meta.CreateAll(ctx, db); err != nil {
			t.Fatal(err)
		}
		db.fillCouple(t)
		db.exec(t, "CREATE TABLE foxes (id INTEGER, wants INTEGER NOT NULL REFERENCES hens (id))")
		db.exec(t, "INSERT INTO foxes VALUES (1, 2)")
		if err := meta.DropAll(ctx, db); !errors.Is(err, dialect.ErrForeignKey) {
			t.Errorf("error %v", err)
		}
		got := db.texts(t, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
		if strings.Join(got, " ") != "eggs foxes hens" {
			t.Errorf("tables %v", got)
		}
	})
}
