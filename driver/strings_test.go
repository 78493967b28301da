package driver_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

// Strings of all lengths stay what they were, whatever is made after them and whatever becomes of the bytes.
func TestStrings(t *testing.T) {
	var made driver.Strings
	var got, want []string
	buf := make([]byte, 0, 2000)
	for i := range 5000 {
		s := strings.Repeat(fmt.Sprint(i), i%400)
		buf = append(buf[:0], s...)
		got, want = append(got, made.Make(buf)), append(want, s)
	}
	clear(buf[:cap(buf)])
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("string %d is %q, want %q", i, got[i], want[i])
		}
	}
}

// A long result costs far less than an allocation a string, a short one pins nothing: each of its strings is allocated alone.
func TestStringsAlloc(t *testing.T) {
	b := []byte("some text of a row")
	if n := testing.AllocsPerRun(10, func() {
		var made driver.Strings
		for range 10_000 {
			made.Make(b)
		}
	}); n > 100 {
		t.Errorf("10,000 strings cost %v allocations, want 100 at most", n)
	}
	if n := testing.AllocsPerRun(10, func() {
		var made driver.Strings
		for range 50 {
			made.Make(b)
		}
	}); n != 50 {
		t.Errorf("50 strings cost %v allocations, want 50", n)
	}
}
