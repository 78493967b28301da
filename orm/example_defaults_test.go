package orm_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
)

// Note is an object whose columns fill themselves.
type Note struct {
	ID    string
	Text  string
	Title *string
	Size  *int64
	Edits *int
}

// NoteMap maps Note.
type NoteMap struct {
	orm.Entity[Note]
	ID    col.String
	Text  col.String
	Title col.NullString
	Size  col.NullInt64
	Edits col.NullInt
}

var (
	Paper = orm.NewRegistry()
	Notes = orm.Declare[NoteMap](Paper, "notes")
)

func init() {
	made := 0
	orm.Define(Notes, func(t *orm.Table, n *NoteMap) {
		t.PrimaryKey(n.ID)
		t.OnInsert(
			n.ID.SetFunc(func() string { made++; return fmt.Sprint("note-", made) }),
			n.Title.SetContextFunc(func(_ context.Context, row schema.DefaultContext) (*string, error) {
				text, _ := row.Of(n.Text)
				title, _, _ := strings.Cut(text.Text(), " ")
				return &title, nil
			}),
			n.Size.SetExpr(fn.Abs(azoth.AsNumber(azoth.Lit(int64(-12))))), // in the INSERT; the flush reads it back
		)
		t.OnUpdate(n.Edits.SetExpr(n.Edits.Coalesce(0).Add(1)))
	})
}

// Values, functions and SQL expressions fill what the program leaves open. Memory says what the row says.
func ExampleTable_OnInsert() {
	ctx := context.Background()
	e, err := azoth.Open("sqlite://")
	if err == nil {
		err = Paper.MetaData().CreateAll(ctx, e)
	}
	if err != nil {
		panic(err)
	}
	s := orm.New(e, Paper).Session()
	defer func() { _ = s.Close() }()
	note := &Note{Text: "Buy milk"}
	s.Add(note)
	if err := s.Flush(ctx); err != nil {
		panic(err)
	}
	fmt.Println(note.ID, *note.Title, *note.Size, note.Edits == nil)
	note.Text = "Buy tea"
	if err := s.Commit(ctx); err != nil {
		panic(err)
	}
	fmt.Println(*note.Edits)
	// Output:
	// note-1 Buy 12 true
	// 1
}
