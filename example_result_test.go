package azoth_test

import (
	"context"
	"fmt"

	"github.com/azoth-orm/azoth"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
)

// Rows whose columns the program does not know, by name, by column and by place.
func ExampleRecords() {
	ctx := context.Background()
	db, err := azoth.Open("sqlite://")
	if err != nil {
		panic(err)
	}
	defer db.Close()
	q := azoth.Text[azoth.Record]("SELECT 1 AS id, 'ed' AS name, NULL AS age")
	row, err := azoth.Records(q).One(ctx, db)
	if err != nil {
		panic(err)
	}
	name, _ := row.Get("name")
	id, _ := row.Of(u.ID)
	_, err = row.Get("email")
	fmt.Println(row.Keys(), name, id, row.At(2))
	fmt.Println(err)
	// Output:
	// [id name age] ed 1 <nil>
	// azoth: the row has no such column: "email" (it has id, name, age)
}

// A stream in slices.
func ExamplePartitions() {
	ctx := context.Background()
	db, err := azoth.Open("sqlite://")
	if err != nil {
		panic(err)
	}
	defer db.Close()
	q := azoth.Text[int]("VALUES (1), (2), (3), (4), (5)")
	for rows, err := range azoth.Partitions(q.Iter(ctx, db), 2) {
		fmt.Println(rows, err)
	}
	// Output:
	// [1 2] <nil>
	// [3 4] <nil>
	// [5] <nil>
}
