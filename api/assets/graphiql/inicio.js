// Starts GraphiQL on this server's /graphql with the first document that the page carries.
(function () {
  "use strict";
  var place = document.getElementById("graphiql");
  var document_ = place.dataset.consulta;
  var fetcher = GraphiQL.createFetcher({ url: "/graphql" });
  var logo = React.createElement(GraphiQL.Logo, null, "Quipu");
  var explorer = React.createElement(
    GraphiQL,
    { fetcher: fetcher, defaultQuery: document_, shouldPersistHeaders: false },
    logo,
  );
  ReactDOM.createRoot(place).render(explorer);
})();
