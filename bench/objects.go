package main

import "fmt"

func newCustomers(rows []text) []*customer {
	all := make([]*customer, len(rows))
	for i, r := range rows {
		all[i] = &customer{Name: r.name, Description: r.description}
	}
	return all
}

func newAuthors(parents []string, children [][]string) []*author {
	all := make([]*author, len(parents))
	for i, name := range parents {
		a := &author{Name: name, Books: make([]*book, len(children[i]))}
		for j, title := range children[i] {
			a.Books[j] = &book{Title: title}
		}
		all[i] = a
	}
	return all
}

func sumCustomers(all []*customer) (t tally) {
	for _, c := range all {
		t.add(c.ID, c.Name, c.Description)
	}
	return t
}

func sumAuthors(all []*author) (t tally) {
	for _, a := range all {
		t.add(a.ID, a.Name)
		for _, b := range a.Books {
			t.add(b.ID, b.Title)
		}
	}
	return t
}

// customerTexts are the texts of n customers, as database.customers writes them.
func customerTexts(n int) []text {
	all := make([]text, n)
	for i := range all {
		all[i] = text{fmt.Sprintf("customer name %d", i+1), fmt.Sprintf("customer description %d", i+1)}
	}
	return all
}

// familyTexts are the names of authors, and the titles of the books of each.
func familyTexts(authors, books int) (parents []string, children [][]string) {
	for i := range authors {
		parents = append(parents, fmt.Sprintf("author name %d", i+1))
		titles := make([]string, books)
		for j := range titles {
			titles[j] = fmt.Sprintf("book title %d", j*authors+i+1)
		}
		children = append(children, titles)
	}
	return parents, children
}

// shelf collects the rows of a join: the row of an author comes once for each book, in any order.
type shelf struct {
	authors []*author
	byID    map[int64]*author
}

func (s *shelf) put(id int64, name string, b *book) {
	a := s.byID[id]
	if a == nil {
		if s.byID == nil {
			s.byID = map[int64]*author{}
		}
		a = &author{ID: id, Name: name}
		s.byID[id] = a
		s.authors = append(s.authors, a)
	}
	a.Books = append(a.Books, b)
}
