package stdsql_test

import (
	"context"
	"database/sql"
	"net/url"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/driver/stdsql"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

type note struct {
	ID   int64
	Text string
}

type noteMap struct {
	orm.Entity[note]
	ID   col.Int64
	Text col.String
}

// TestCommitWithoutAutocommit commits one new object by a *sql.DB on which somebody has switched autocommit off: nothing commits a statement
// there but COMMIT.
func TestCommitWithoutAutocommit(t *testing.T) {
	u, err := url.Parse(dbfleet.MariaDB(t))
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("mysql", u.User.String()+"@tcp("+u.Host+")"+u.Path+"?clientFoundRows=true&autocommit=0")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	e := open(t, "mysql://", engine.Connector(stdsql.New(db)))
	r := orm.NewRegistry()
	m := orm.Declare[noteMap](r, "note")
	orm.Define(m, func(t *orm.Table, n *noteMap) {
		t.PrimaryKey(n.ID)
		t.Type(n.Text, types.String(20))
	})
	ctx := context.Background()
	if err := r.MetaData().CreateAll(ctx, e); err != nil {
		t.Fatal(err)
	}
	if err := orm.New(e, r).Transact(ctx, func(s *orm.Session) error { s.Add(&note{Text: "kept"}); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err := azoth.Text[int]("SELECT count(*) FROM note").One(ctx, open(t, u.String())); err != nil || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
}
